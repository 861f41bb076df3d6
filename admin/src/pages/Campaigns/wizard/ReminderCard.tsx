import { useState } from 'react';
import {
  Button,
  Field,
  Flex,
  Link,
  SingleSelect,
  SingleSelectOption,
  Typography,
} from '@strapi/design-system';
import { Link as RouterLink } from 'react-router-dom';
import type { CampaignView } from '../../../../../server/src/contracts/campaigns';
import type { TemplateView } from '../../../../../server/src/contracts/templates';
import { useWhatsappRemindCampaignMutation } from '../../../api/campaigns';
import { MomentField } from '../../../shared/MomentField';
import { useCan } from '../../../shared/permissions';
import { readableOrNull } from '../../../shared/typed-moment';
import { useApiError } from '../../../shared/useApiError';
import { useMoments, viewerZone } from '../../../shared/useMoments';
import { useNow } from '../../../shared/useNow';
import { useT } from '../../../shared/useT';
import { answersOf, dayBefore, declining, invites } from '../reminder-model';
import { Mistake, Question } from './Question';
import type { Wizard } from './useWizard';

/** Beside the answers, which are counted from 0. */
const EVERYBODY = 'everybody';

type Props = { wizard: Wizard; campaign: CampaignView; template: TemplateView };

/** When the event is, which answer declines, and the press that plans the reminder. */
const useReminder = ({ wizard, campaign, template }: Props) => {
  const t = useT();
  const now = useNow();
  const [eventAt, setEventAt] = useState<number | null>(null);
  const answers = answersOf(template);
  const [declines, setDeclines] = useState(declining(answers));
  const [remind, { data: planned, error, isLoading }] = useWhatsappRemindCampaignMutation();
  const at = eventAt === null ? null : dayBefore(eventAt);
  const isPast = at !== null && at <= now;
  const { saving, form } = wizard;
  const name = t('campaigns.reminder.name', { name: form.name.trim().slice(0, 60) });
  return {
    ...{ eventAt, setEventAt, answers, declines, setDeclines },
    ...{ planned, error, isLoading, at, isPast },
    /** What its people are called as a segment. */
    segment: `${name} (${campaign.id})`,
    plan: async () => {
      if (at === null || isPast) return;
      // The reminder takes number, template and values of the invitation as the server has them.
      if (!saving.isKept(form) && !(await saving.save(form))) return;
      const body = { name, scheduledAt: at, timezone: viewerZone(), declines };
      await remind({ id: campaign.id, body });
    },
  };
};
type Reminder = ReturnType<typeof useReminder>;

const EventDay = ({ reminder }: { reminder: Reminder }) => {
  const t = useT();
  const moments = useMoments();
  const { eventAt, at, isPast } = reminder;
  return (
    <MomentField
      name="eventAt"
      label={t('campaigns.reminder.event')}
      error={isPast ? t('campaigns.problem.time.past') : false}
      at={eventAt}
      onChange={(chosen) => reminder.setEventAt(readableOrNull(chosen))}
    >
      {at === null || isPast ? null : (
        <Typography variant="pi" textColor="neutral800" role="status">
          {t('campaigns.reminder.at', { at: moments.full(at), zone: viewerZone() })}
        </Typography>
      )}
    </MomentField>
  );
};

const Decline = ({ reminder }: { reminder: Reminder }) => {
  const t = useT();
  const { answers, declines } = reminder;
  if (answers.length === 0) return null;
  return (
    <Field.Root name="declines" hint={t('campaigns.reminder.declinesHint')}>
      <Field.Label>{t('campaigns.reminder.declines')}</Field.Label>
      <SingleSelect
        value={declines === null ? EVERYBODY : String(answers.indexOf(declines))}
        onChange={(index) => reminder.setDeclines(answers[Number(index)] ?? null)}
      >
        <SingleSelectOption value={EVERYBODY}>
          {t('campaigns.reminder.everybody')}
        </SingleSelectOption>
        {answers.map((text, index) => (
          <SingleSelectOption key={text} value={String(index)}>
            {text}
          </SingleSelectOption>
        ))}
      </SingleSelect>
      <Field.Hint />
    </Field.Root>
  );
};

/** Why it was not planned. The segment of an earlier one has the name; the form has no field for another. */
const useRefused = ({ error, segment }: Reminder): string | false => {
  const t = useT();
  const explain = useApiError();
  if (error === undefined) return false;
  const { kind, message } = explain(error);
  return kind === 'name-taken' ? t('campaigns.reminder.again', { segment }) : message;
};

const Planning = (props: Props) => {
  const t = useT();
  const reminder = useReminder(props);
  const refused = useRefused(reminder);
  const { planned, at, isPast } = reminder;
  if (planned)
    return (
      <Flex gap={3} wrap="wrap" role="status">
        <Typography>{t('campaigns.reminder.planned', { name: planned.name })}</Typography>
        <Link tag={RouterLink} to={`/plugins/whatsapp/campaigns/${planned.id}/edit`}>
          {t('campaigns.reminder.open')}
        </Link>
      </Flex>
    );
  return (
    <>
      <EventDay reminder={reminder} />
      <Decline reminder={reminder} />
      <Flex>
        <Button
          variant="secondary"
          disabled={at === null || isPast}
          loading={reminder.isLoading}
          onClick={() => void reminder.plan()}
          data-testid="plan-reminder"
        >
          {t('campaigns.reminder.plan')}
        </Button>
      </Flex>
      <Mistake>{refused}</Mistake>
    </>
  );
};

/** The reminder of an event as a second draft (M-51): the day before, to those who got the invitation and did not say no. */
export const ReminderCard = ({ wizard }: { wizard: Wizard }) => {
  const t = useT();
  const { can } = useCan();
  const { campaign, ready, form } = wizard;
  const { template } = wizard.sources;
  if (!campaign || !template || form.kind !== 'template' || !invites(ready, template)) return null;
  return (
    <Question title={t('campaigns.reminder.title')}>
      <Typography textColor="neutral600">{t('campaigns.reminder.intro')}</Typography>
      {can.groupChange ? (
        <Planning key={template.id} wizard={wizard} campaign={campaign} template={template} />
      ) : (
        <Typography>{t('campaigns.reminder.mayNot')}</Typography>
      )}
    </Question>
  );
};
