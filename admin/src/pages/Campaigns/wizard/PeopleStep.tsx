import {
  Box,
  Button,
  Field,
  Flex,
  Radio,
  SingleSelect,
  SingleSelectOption,
  Tag,
  Typography,
} from '@strapi/design-system';
import { Cross } from '@strapi/icons';
import { useWhatsappCountContactsQuery, useWhatsappGetContactQuery } from '../../../api/contacts';
import { useWhatsappListGroupsQuery } from '../../../api/groups';
import { ContactPicker } from '../../../shared/ContactPicker';
import { ErrorState } from '../../../shared/states';
import { Notice } from '../../../shared/Notice';
import { useT } from '../../../shared/useT';
import type { DraftForm } from '../wizard-model';
import { Choice, Mistake, Question } from './Question';
import { problemAt, type Wizard } from './useWizard';

const GroupChoice = ({ wizard }: { wizard: Wizard }) => {
  const t = useT();
  const groups = useWhatsappListGroupsQuery();
  if (groups.isError)
    return <ErrorState error={groups.error} onRetry={() => void groups.refetch()} />;
  if (groups.data?.groups.length === 0)
    return <Typography>{t('campaigns.people.noGroups')}</Typography>;
  return (
    <Field.Root name="groupId" required error={problemAt(wizard, 'groupId', t)}>
      <Field.Label>{t('campaigns.people.group')}</Field.Label>
      <SingleSelect
        placeholder={t('campaigns.people.chooseGroup')}
        value={wizard.form.groupId ?? ''}
        onChange={(id) => wizard.change({ groupId: Number(id) || null })}
        data-testid="audience-group"
      >
        {(groups.data?.groups ?? []).map((g) => (
          <SingleSelectOption key={g.id} value={g.id}>
            {t('campaigns.people.groupLine', {
              name: g.name,
              members: g.members,
              messageable: g.messageable,
            })}
          </SingleSelectOption>
        ))}
      </SingleSelect>
      <Field.Error />
    </Field.Root>
  );
};

const SHOWN = 30;

const Picked = ({ id, onRemove }: { id: number; onRemove: () => void }) => {
  const t = useT();
  const { data } = useWhatsappGetContactQuery(id);
  const name = data?.contact.name ?? `#${id}`;
  return (
    <Tag
      icon={<Cross aria-hidden />}
      label={t('campaigns.people.remove', { name })}
      onClick={onRemove}
    >
      {name}
    </Tag>
  );
};

const ContactsChoice = ({ wizard }: { wizard: Wizard }) => {
  const t = useT();
  const { contactIds } = wizard.form;
  const set = (ids: number[]) => wizard.change({ contactIds: ids });
  return (
    <Flex direction="column" alignItems="stretch" gap={3}>
      <ContactPicker
        label={t('campaigns.people.pick')}
        error={problemAt(wizard, 'contactIds', t) || undefined}
        onPick={(contact) => set([...new Set([...contactIds, contact.id])])}
      />
      {contactIds.length > 0 ? (
        <>
          <Flex justifyContent="space-between" gap={2}>
            <Typography role="status">
              {t('campaigns.people.picked', { count: contactIds.length })}
            </Typography>
            <Button size="S" variant="tertiary" onClick={() => set([])}>
              {t('campaigns.people.clear')}
            </Button>
          </Flex>
          <Flex gap={2} wrap="wrap">
            {contactIds.slice(0, SHOWN).map((id) => (
              <Picked
                key={id}
                id={id}
                onRemove={() => set(contactIds.filter((one) => one !== id))}
              />
            ))}
            {contactIds.length > SHOWN ? (
              <Typography textColor="neutral600">
                {t('campaigns.people.more', { count: contactIds.length - SHOWN })}
              </Typography>
            ) : null}
          </Flex>
        </>
      ) : null}
    </Flex>
  );
};

const Everyone = () => {
  const t = useT();
  const { data } = useWhatsappCountContactsQuery({});
  return (
    <Notice variant="warning" title={t('campaigns.people.everyoneTitle')}>
      {data
        ? t('campaigns.people.everyoneBody', { count: data.total })
        : t('campaigns.people.everyoneCounting')}
    </Notice>
  );
};

const kinds: readonly NonNullable<DraftForm['audienceKind']>[] = ['group', 'contacts', 'everyone'];

/** Who gets it: a group, picked people, or, said aloud, everyone (M-04). */
export const PeopleStep = ({ wizard }: { wizard: Wizard }) => {
  const t = useT();
  const kind = wizard.form.audienceKind;
  return (
    <Question title={t('campaigns.people.title')}>
      <Radio.Group
        aria-label={t('campaigns.people.title')}
        value={kind ?? ''}
        onValueChange={(chosen) =>
          wizard.change({ audienceKind: kinds.find((one) => one === chosen) ?? null })
        }
      >
        {kinds.map((one) => (
          <Choice
            key={one}
            value={one}
            title={t(`campaigns.people.kind.${one}`)}
            testId={`audience-${one}`}
          />
        ))}
      </Radio.Group>
      <Mistake>{problemAt(wizard, 'audience', t)}</Mistake>
      <Box>
        {kind === 'group' ? <GroupChoice wizard={wizard} /> : null}
        {kind === 'contacts' ? <ContactsChoice wizard={wizard} /> : null}
        {kind === 'everyone' ? <Everyone /> : null}
      </Box>
    </Question>
  );
};
