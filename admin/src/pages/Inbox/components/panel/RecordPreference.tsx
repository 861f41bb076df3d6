import { useState } from 'react';
import { Checkbox } from '@strapi/design-system';
import { useNotification } from '@strapi/strapi/admin';
import { useIntl } from 'react-intl';
import type {
  ConversationAbout,
  ConversationView,
} from '../../../../../../server/src/contracts/conversations';
import { useWhatsappRecordPreferenceMutation } from '../../../../api/conversations';
import { ChoiceGroup, Choices } from '../../../../shared/Choices';
import { FormModal } from '../../../../shared/FormModal';
import { MomentField } from '../../../../shared/MomentField';
import { ruleLocale } from '../../../../shared/ruleLocale';
import { useRefusal } from '../../../../shared/useRefusal';
import { useT } from '../../../../shared/useT';
import { usePersonName } from '../../../../shared/people/usePersonName';
import { SaidFields, saidOf } from './SaidFields';

type Preference = ConversationAbout['preference'];
type Form = Omit<Preference, 'kinds'>;

const Kinds = ({
  kinds,
  refused,
  onChange,
}: {
  kinds: Preference['kinds'];
  refused: readonly string[];
  onChange: (refused: string[]) => void;
}) => {
  const t = useT();
  const { locale } = useIntl();
  if (kinds.length === 0) return null;
  return (
    <ChoiceGroup label={t('inbox.preference.kinds')}>
      {kinds.map((kind) => (
        <Checkbox
          key={kind.key}
          checked={!refused.includes(kind.key)}
          onCheckedChange={(checked) =>
            onChange(
              checked === true ? refused.filter((key) => key !== kind.key) : [...refused, kind.key]
            )
          }
        >
          {kind[ruleLocale(locale)]}
        </Checkbox>
      ))}
    </ChoiceGroup>
  );
};

const Fields = ({
  form,
  kinds,
  onChange,
}: {
  form: Form;
  kinds: Preference['kinds'];
  onChange: (part: Partial<Form>) => void;
}) => {
  const t = useT();
  return (
    <>
      <Kinds
        kinds={kinds}
        refused={form.topicsRefused}
        onChange={(topicsRefused) => onChange({ topicsRefused })}
      />
      <Choices
        label={t('inbox.preference.often')}
        value={form.frequency ?? 'any'}
        options={(['any', 'weekly', 'monthly'] as const).map(
          (one) => [one, t(`inbox.preference.${one}`)] as const
        )}
        onChange={(often) => onChange({ frequency: often === 'any' ? null : often })}
      />
      <MomentField
        name="pausedUntil"
        label={t('inbox.preference.pause')}
        hint={t('inbox.preference.pause-hint')}
        at={form.pausedUntil}
        onChange={(pausedUntil) => onChange({ pausedUntil })}
      />
    </>
  );
};

/** Kinds of message, how often and a break, as the customer asked for them in the chat (C-32). */
export const RecordPreference = ({
  conversation,
  preference: { kinds, ...before },
  onChanged,
  onClose,
}: {
  readonly conversation: ConversationView;
  readonly preference: Preference;
  readonly onChanged: () => void;
  readonly onClose: () => void;
}) => {
  const t = useT();
  const personName = usePersonName();
  const refuse = useRefusal();
  const { toggleNotification } = useNotification();
  const [form, setForm] = useState<Form>(before);
  const [said, setSaid] = useState({ source: t('inbox.consent.source-chat'), evidence: '' });
  const [record, { isLoading }] = useWhatsappRecordPreferenceMutation();
  const proof = saidOf(said);
  const isReady = proof !== null && !Number.isNaN(form.pausedUntil);
  const save = async () => {
    if (!isReady || !proof) return;
    const answer = await record({ id: conversation.id, body: { ...form, ...proof } });
    if (!('data' in answer)) {
      refuse(answer.error);
      return;
    }
    toggleNotification({ type: 'success', message: t('inbox.consent.saved') });
    onChanged();
    onClose();
  };
  const name = personName(conversation.contact);
  return (
    <FormModal
      title={t('inbox.preference.title', { name })}
      submitLabel={t('inbox.preference.save')}
      submitTestId="save-preference"
      isReady={isReady}
      isBusy={isLoading}
      draft={[form, said]}
      onSubmit={() => void save()}
      onClose={onClose}
    >
      <Fields form={form} kinds={kinds} onChange={(part) => setForm({ ...form, ...part })} />
      <SaidFields said={said} onChange={(part) => setSaid({ ...said, ...part })} />
    </FormModal>
  );
};
