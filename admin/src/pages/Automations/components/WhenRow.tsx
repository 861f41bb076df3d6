import { Link, Typography } from '@strapi/design-system';
import { Link as RouterLink } from 'react-router-dom';
import type { AutomationType } from '../../../../../server/src/contracts/automation-desk';
import type { AutomationTrigger } from '../../../../../server/src/contracts/automations';
import { useCan } from '../../../shared/permissions';
import { useT } from '../../../shared/useT';
import {
  ENTRY_KINDS,
  kindsFor,
  offeredTypes,
  SUBJECTS,
  triggerOf,
  typeIn,
  uidOf,
  withSubject,
} from '../model';
import { ThresholdBlanks, UpdatedBlanks } from '../triggers/EntryTriggers';
import { ClockBlanks, SegmentBlanks } from '../triggers/OtherTriggers';
import { AbsenceBlanks, DateBlanks } from '../triggers/TimeTriggers';
import type { AutomationForm } from '../useAutomationForm';
import { Blank, Line, Part, Said, Warnings } from './Blank';
import { NextMoments } from './NextMoments';

interface Props {
  readonly form: AutomationForm;
  /** Content types that are linked with people, and those that automations still name. */
  readonly types: readonly AutomationType[];
}

const isSubject = (kind: AutomationTrigger['kind']): kind is (typeof SUBJECTS)[number] =>
  kind === 'segment' || kind === 'clock';

/** Entries of which type, or what else. */
const Subject = ({ form, types }: Props) => {
  const t = useT();
  const { trigger } = form.draft;
  return (
    <Blank
      name="subject"
      label={t('automations.blank.subject')}
      placeholder={t('automations.blank.subject.choose')}
      value={'uid' in trigger ? trigger.uid : trigger.kind}
      options={[
        ...offeredTypes(types, uidOf(trigger)).map(({ uid, label }) => [uid, label] as const),
        ...SUBJECTS.map((one) => [one, t(`automations.subject.${one}`)] as const),
      ]}
      error={form.errorOf('trigger.uid')}
      onChange={(subject) => form.setTrigger(withSubject(trigger, subject, types))}
    />
  );
};

/** What becomes of the entry. */
const Kind = ({ form, types }: Props) => {
  const t = useT();
  const { trigger } = form.draft;
  const kind = ENTRY_KINDS.find((one) => one === trigger.kind);
  if (!kind || !('uid' in trigger)) return null;
  const type = typeIn(types, trigger);
  const fitting = kindsFor(type);
  const offered = fitting.includes(kind) ? fitting : [...fitting, kind];
  return (
    <Blank
      name="trigger-kind"
      label={t('automations.blank.kind')}
      value={kind}
      options={offered.map((one) => [one, t(`automations.kind.${one}`)] as const)}
      error={form.errorOf('trigger.kind')}
      onChange={(next) =>
        form.setTrigger(triggerOf({ kind: next, uid: trigger.uid, type }, trigger))
      }
    />
  );
};

/** Of a type with drafts: what visitors see, or what is being written. */
const Version = ({ form, types }: Props) => {
  const t = useT();
  const { trigger } = form.draft;
  if (!('version' in trigger)) return null;
  const isAsked = typeIn(types, trigger)?.hasDrafts === true || trigger.version === 'draft';
  if (!isAsked) return null;
  return (
    <Line>
      <Said>{t('automations.version')}</Said>
      <Blank
        name="trigger-version"
        label={t('automations.version')}
        value={trigger.version}
        options={(['published', 'draft'] as const).map(
          (one) => [one, t(`automations.version.${one}`)] as const
        )}
        error={form.errorOf('trigger.version')}
        onChange={(version) => form.setTrigger({ ...trigger, version })}
      />
    </Line>
  );
};

const Blanks = ({ form, types }: Props) => {
  const { trigger } = form.draft;
  const type = typeIn(types, trigger);
  switch (trigger.kind) {
    case 'updated':
      return <UpdatedBlanks {...{ trigger, type, form }} />;
    case 'threshold':
      return <ThresholdBlanks {...{ trigger, type, form }} />;
    case 'date':
      return <DateBlanks {...{ trigger, type, form }} />;
    case 'absence':
      return <AbsenceBlanks key={trigger.uid} {...{ trigger, type, types, form }} />;
    case 'clock':
      return <ClockBlanks {...{ trigger, form }} />;
    case 'segment':
      return <SegmentBlanks {...{ trigger, form }} />;
    case 'created':
    case 'published':
    case 'unpublished':
    case 'deleted':
      return null;
  }
};

/** No content type is linked: its entries lead to nobody. */
const NoTypes = () => {
  const t = useT();
  const { can } = useCan();
  return (
    <Typography textColor="neutral600">
      {t('automations.no-types')}{' '}
      {can.settingsConfigure ? (
        <Link tag={RouterLink} to="/settings/whatsapp/linked-types">
          {t('automations.no-types.link')}
        </Link>
      ) : null}
    </Typography>
  );
};

/** WHEN [Order ▾] [has a changed field ▾] [State ▾] from [any value ▾] to [shipped ▾] */
export const WhenRow = (props: Props) => {
  const t = useT();
  const { form, types } = props;
  const { kind } = form.draft.trigger;
  const isBare = offeredTypes(types, null).length === 0;
  return (
    <Part word={t('automations.when')} testId="when-row">
      {isBare && !isSubject(kind) ? <NoTypes /> : null}
      <Line>
        <Subject {...props} />
        <Kind {...props} />
      </Line>
      <Blanks {...props} />
      <Version {...props} />
      <NextMoments form={form} />
      <Warnings words={form.problems.warningsAt('trigger')} />
    </Part>
  );
};
