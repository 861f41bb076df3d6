import { useState } from 'react';
import { Checkbox, Link, Typography } from '@strapi/design-system';
import { useNotification } from '@strapi/strapi/admin';
import { useIntl } from 'react-intl';
import { Link as RouterLink } from 'react-router-dom';
import {
  EXISTING_COUNTED,
  type AutomationView,
  type ExistingEntries,
} from '../../../../../server/src/contracts/automation-desk';
import {
  useWhatsappExistingAutomationsQuery,
  useWhatsappSetActiveAutomationsMutation,
} from '../../../api/automations';
import { PLUGIN_ID } from '../../../pluginId';
import { ConfirmAction } from '../../../shared/ConfirmAction';
import { Notice } from '../../../shared/Notice';
import { useCan } from '../../../shared/permissions';
import { ErrorState } from '../../../shared/states';
import { useApiError } from '../../../shared/useApiError';
import { useRefusal } from '../../../shared/useRefusal';
import { useT } from '../../../shared/useT';

/** What becomes of those who are there already, by what sets it off. */
const Existing = ({ kind, found }: { kind: string; found: ExistingEntries }) => {
  const t = useT();
  const { entries, matching, isMore } = found;
  const more = isMore ? '+' : '';
  switch (kind) {
    case 'segment':
      return <Typography>{t('automations.on.segment', { count: matching })}</Typography>;
    case 'clock':
      return <Typography>{t('automations.on.clock', { count: matching })}</Typography>;
    case 'date':
      return (
        <Typography>{t('automations.on.date', { entries, count: matching, more })}</Typography>
      );
    default:
      return (
        <>
          <Typography>
            {found.mayStart
              ? t('automations.on.matching', { entries, count: matching, more })
              : t('automations.on.entries', { entries })}
          </Typography>
          <Typography fontWeight="bold">{t('automations.on.none')}</Typography>
        </>
      );
  }
};

/** Of a segment people are there, else entries. */
const wordsFor = (kind: string) => {
  const isPeople = kind === 'segment';
  return {
    tooMany: isPeople ? 'automations.on.too-many-people' : 'automations.on.too-many',
    existing: isPeople ? 'automations.on.existing-people' : 'automations.on.existing',
    confirm: isPeople ? 'automations.on.confirm-people' : 'automations.on.confirm',
  } as const;
};

/** The same person may get the messages of several automations. */
const Beside = ({ names }: { names: readonly string[] }) => {
  const t = useT();
  const { formatList } = useIntl();
  if (names.length === 0) return null;
  return (
    <Notice
      variant="warning"
      title={t('automations.on.beside', {
        count: names.length,
        names: formatList(names.map((word) => t('bots.quoted', { word }))),
      })}
      testId="starts-beside"
    >
      {t('automations.on.beside.body')}
    </Notice>
  );
};

/** Nothing can be started: said before anybody presses, with the way to the flow. */
const NothingToStart = ({ flow }: Pick<AutomationView, 'flow'>) => {
  const t = useT();
  const { can } = useCan();
  const isGone = flow.name === null;
  const way =
    isGone || !can.botBuild ? undefined : (
      <Link tag={RouterLink} to={`/plugins/${PLUGIN_ID}/bots/${flow.id}`}>
        {t('automations.flow.open')}
      </Link>
    );
  return (
    <Notice
      variant="danger"
      title={t(isGone ? 'automations.flow.gone' : 'automations.flow.unpublished')}
      action={way}
      testId="nothing-to-start"
    />
  );
};

/** Only where somebody ticks it, with the number before their eyes. */
const StartForThem = ({
  kind,
  found,
  checked,
  onChange,
}: {
  kind: string;
  found: ExistingEntries;
  checked: boolean;
  onChange: (checked: boolean) => void;
}) => {
  const t = useT();
  const words = wordsFor(kind);
  if (!found.mayStart || found.matching === 0) return null;
  if (found.isMore)
    return (
      <Typography textColor="neutral600">{t(words.tooMany, { most: EXISTING_COUNTED })}</Typography>
    );
  return (
    <Checkbox
      checked={checked}
      onCheckedChange={(next: boolean | 'indeterminate') => onChange(next === true)}
      data-testid="start-existing"
    >
      {t(words.existing, { count: found.matching })}
    </Checkbox>
  );
};

/** Asks before an automation is switched on: how many entries are there, and that it messages none of them. */
export const SwitchOn = ({
  automation,
  onClose,
}: {
  automation: AutomationView;
  onClose: () => void;
}) => {
  const t = useT();
  const refuse = useRefusal();
  const explain = useApiError();
  const { toggleNotification } = useNotification();
  const [setActive] = useWhatsappSetActiveAutomationsMutation();
  const query = useWhatsappExistingAutomationsQuery(automation.id, {
    refetchOnMountOrArgChange: true,
  });
  const [isTicked, setTicked] = useState(false);
  const [hasChanged, setChanged] = useState(false);
  const found = query.isFetching || query.isError ? null : (query.data ?? null);
  const existing = isTicked && found ? found.matching : null;
  const kind = automation.trigger?.kind ?? '';
  const switchOn = async () => {
    const body = { active: true, existing };
    const { name } = await setActive({ id: automation.id, body }).unwrap();
    toggleNotification({ type: 'success', message: t('automations.now-on', { name }) });
  };
  return (
    <ConfirmAction
      open
      title={t('automations.on.title', { name: automation.name })}
      confirmLabel={
        existing === null
          ? t('automations.activate')
          : t(wordsFor(kind).confirm, { count: existing })
      }
      confirmTestId="switch-on"
      confirmDisabled={!found || !automation.flow.isPublished}
      onClose={onClose}
      onConfirm={async () => {
        setChanged(false);
        try {
          await switchOn();
        } catch (error) {
          if (explain(error).kind === 'count-changed') {
            // The box is for the number that it shows: another one is ticked again.
            setTicked(false);
            setChanged(true);
            void query.refetch();
          } else refuse(error);
          throw error;
        }
      }}
    >
      {automation.flow.isPublished ? null : <NothingToStart flow={automation.flow} />}
      {query.isFetching ? (
        <Typography role="status">{t('automations.on.counting')}</Typography>
      ) : null}
      {query.isError && !query.isFetching ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : null}
      {hasChanged ? (
        <Typography textColor="danger600" role="alert">
          {t('error.count-changed')}
        </Typography>
      ) : null}
      {found && automation.trigger && automation.flow.isPublished ? (
        <>
          <Beside names={found.beside} />
          <Existing kind={kind} found={found} />
          <StartForThem kind={kind} found={found} checked={isTicked} onChange={setTicked} />
        </>
      ) : null}
    </ConfirmAction>
  );
};
