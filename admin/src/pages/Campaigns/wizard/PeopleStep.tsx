import { Box, Button, Flex, Radio, Tag, Typography } from '@strapi/design-system';
import { Cross } from '@strapi/icons';
import type { PeopleChoice } from '../../../../../server/src/contracts/audience';
import { choosesNobody, isEmptyFilter } from '../../../../../server/src/contracts/audience-rules';
import { useWhatsappCampaignPeopleCountQuery } from '../../../api/campaigns';
import { useWhatsappGetContactQuery } from '../../../api/contacts';
import { ContactPicker } from '../../../shared/ContactPicker';
import { Notice } from '../../../shared/Notice';
import { useAudienceWords } from '../../../shared/people/useAudienceWords';
import { useDebounced } from '../../../shared/useDebounced';
import { useT } from '../../../shared/useT';
import { pickedChoice } from '../people-choice';
import { EVERYONE } from '../wizard-model';
import { MatchingPeople } from './MatchingPeople';
import { PeopleFilterFields } from './PeopleFilterFields';
import { Choice, Mistake, Question } from './Question';
import { Reach } from './Reach';
import { SaveSegment } from './SaveSegment';
import { SilentDays } from './SilentDays';
import { problemAt, type Wizard } from './useWizard';
import { usePersonName } from '../../../shared/people/usePersonName';

const SHOWN = 30;

const Picked = ({ id, onRemove }: { id: number; onRemove: () => void }) => {
  const t = useT();
  const personName = usePersonName();
  const { data, isError } = useWhatsappGetContactQuery(id);
  // Somebody who is gone, or whom the reader may not see, has no name here.
  const nobody = isError ? t('campaigns.people.unseen') : '…';
  const name = data ? personName(data.contact) : nobody;
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

type PickedProps = { wizard: Wizard; ids: number[] };

const PickedPeople = ({ wizard, ids }: PickedProps) => {
  const t = useT();
  const set = (contactIds: number[]) => wizard.change({ choice: pickedChoice(contactIds) });
  return (
    <Flex direction="column" alignItems="stretch" gap={3}>
      <ContactPicker
        label={t('campaigns.people.pick')}
        error={problemAt(wizard, 'contactIds', t) || undefined}
        onPick={(contact) => set([...new Set([...ids, contact.id])])}
      />
      {ids.length > 0 ? (
        <>
          <Flex justifyContent="space-between" gap={2}>
            <Typography role="status">
              {t('campaigns.people.picked', { count: ids.length })}
            </Typography>
            <Button size="S" variant="tertiary" onClick={() => set([])}>
              {t('campaigns.people.clear')}
            </Button>
          </Flex>
          {wizard.campaign ? (
            <Reach campaignId={wizard.campaign.id} choice={pickedChoice(ids)} />
          ) : null}
          <Flex gap={2} wrap="wrap">
            {ids.slice(0, SHOWN).map((id) => (
              <Picked key={id} id={id} onRemove={() => set(ids.filter((one) => one !== id))} />
            ))}
            {ids.length > SHOWN ? (
              <Typography textColor="neutral600">
                {t('campaigns.people.more', { count: ids.length - SHOWN })}
              </Typography>
            ) : null}
          </Flex>
        </>
      ) : null}
    </Flex>
  );
};

/** Who gets it, in words, above all that is chosen below. */
const AudienceLine = ({ choice }: { choice: PeopleChoice }) => {
  const t = useT();
  const words = useDebounced(useAudienceWords(choice));
  return (
    <Flex direction="column" alignItems="stretch" gap={1}>
      <Typography variant="sigma" textColor="neutral600">
        {t('people.who.label')}
      </Typography>
      <Typography aria-live="polite" fontWeight="bold" data-testid="audience-line">
        <span dir="auto">{words}</span>
      </Typography>
    </Flex>
  );
};

type All = Extract<PeopleChoice, { kind: 'all' }>;

/** Said aloud before anybody goes on: nobody chosen is everybody, less those who are left out (M-21). */
const Everyone = ({ choice }: { choice: All }) => {
  const t = useT();
  const { data } = useWhatsappCampaignPeopleCountQuery(choice);
  const whom = isEmptyFilter(choice.filter) ? 'everyone' : 'others';
  return (
    <Notice variant="warning" title={t(`campaigns.people.${whom}.title`)} testId="everyone-warning">
      {data
        ? t(`campaigns.people.${whom}.body`, { count: data.total })
        : t('campaigns.people.everyoneCounting')}
    </Notice>
  );
};

const ByFilter = ({ wizard, choice }: { wizard: Wizard; choice: PeopleChoice }) => {
  if (choice.kind !== 'all') return null;
  const set = (next: PeopleChoice) => wizard.change({ choice: next });
  return (
    <Flex direction="column" alignItems="stretch" gap={5}>
      <PeopleFilterFields
        filter={choice.filter}
        // Another filter means other people: who was taken out of the old one is not out of the new one.
        onChange={(filter) => set({ kind: 'all', filter, except: [] })}
        action={<SaveSegment choice={choice} />}
      />
      {choosesNobody(choice) ? <Everyone choice={choice} /> : null}
      <MatchingPeople
        choice={choice}
        onChange={set}
        campaignId={wizard.campaign?.id ?? null}
        category={
          wizard.form.kind === 'template' ? (wizard.sources.template?.category ?? null) : null
        }
      />
    </Flex>
  );
};

/** Who gets it: everyone who matches a filter, less single ones, or people picked one by one (M-04, M-19…M-24). */
export const PeopleStep = ({ wizard }: { wizard: Wizard }) => {
  const t = useT();
  const choice = wizard.form.choice ?? EVERYONE;
  return (
    <Question title={t('campaigns.people.title')}>
      <AudienceLine choice={choice} />
      <Radio.Group
        aria-label={t('campaigns.people.title')}
        value={choice.kind}
        onValueChange={(kind) =>
          wizard.change({ choice: kind === 'picked' ? pickedChoice([]) : EVERYONE })
        }
      >
        <Choice value="all" title={t('campaigns.people.kind.all')} testId="audience-all">
          {t('campaigns.people.kind.allHint')}
        </Choice>
        <Choice value="picked" title={t('campaigns.people.kind.picked')} testId="audience-picked" />
      </Radio.Group>
      {wizard.ready === 'winback' && choice.kind === 'all' ? <SilentDays wizard={wizard} /> : null}
      <Mistake>{problemAt(wizard, 'audience', t)}</Mistake>
      <Box>
        {choice.kind === 'picked' ? (
          <PickedPeople wizard={wizard} ids={choice.contactIds} />
        ) : (
          <ByFilter wizard={wizard} choice={choice} />
        )}
      </Box>
    </Question>
  );
};
