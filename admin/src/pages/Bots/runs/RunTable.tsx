import { Badge, Box, Button, Flex, Link, Typography } from '@strapi/design-system';
import { Link as RouterLink } from 'react-router-dom';
import type { RunLine } from '../../../../../server/src/contracts/run-list';
import { badgeLook } from '../../../shared/badge-look';
import { shownName } from '../../../shared/people/person-name';
import { ResponsiveTable, type Column, type Selection } from '../../../shared/ResponsiveTable';
import { useReadable } from '../../../shared/text-variables/useReadable';
import { useKnownWord } from '../../../shared/useKnownWord';
import { useMoments } from '../../../shared/useMoments';
import { useReason } from '../../../shared/useReason';
import { useT } from '../../../shared/useT';
import { useRunFlows } from './useRunFlows';

/** Names of people are those of Logs: who has none is a masked number. */
export const useRunName = () => {
  const t = useT();
  return ({ contact }: Pick<RunLine, 'contact'>): string =>
    shownName(contact?.name ?? '', t('bots.runs.somebody'));
};

const State = ({ run }: { run: RunLine }) => {
  const t = useT();
  const reasonOf = useReason();
  const state = t(`bots.run.${run.state}`);
  return (
    <Flex direction="column" alignItems="flex-start" gap={1}>
      <Typography textColor={run.state === 'failed' ? 'danger600' : 'neutral800'}>
        {run.reason ? t('bots.run.because', { state, reason: reasonOf(run.reason) }) : state}
      </Typography>
      {run.isUnseen ? <Badge {...badgeLook('warning')}>{t('bots.all.new')}</Badge> : null}
    </Flex>
  );
};

/** The step where it is or was stopped, what the step says, and for what it waits. */
const Where = ({ run: { place, waits } }: { run: RunLine }) => {
  const t = useT();
  const known = useKnownWord();
  const moments = useMoments();
  const readable = useReadable();
  if (place === null && waits === null) return <Typography textColor="neutral600">–</Typography>;
  return (
    <Box maxWidth="32rem">
      {place === null ? null : (
        <Typography tag="p">
          {t('bots.step-n', {
            number: place.visit,
            kind: known('bots.step', place.kind) ?? place.kind,
          })}
        </Typography>
      )}
      {place?.words ? (
        <Typography tag="p" variant="pi" textColor="neutral600" ellipsis>
          <span dir="auto">{readable(place.words)}</span>
        </Typography>
      ) : null}
      {waits === null ? null : (
        <Typography tag="p" variant="pi" textColor="neutral600">
          {t(`bots.run.waits.${waits.for}`, { at: moments.full(waits.until) })}
        </Typography>
      )}
    </Box>
  );
};

/** The bot or automation with the way to it; one that was deleted has runs, and no page any more. */
const Bot = ({ run: { botId, botName }, canBuild }: { run: RunLine; canBuild: boolean }) => {
  const t = useT();
  const { flows, isComplete } = useRunFlows();
  const flow = flows.find(({ id }) => id === botId);
  if (!flow && isComplete)
    return (
      <Typography textColor="neutral600">{t('bots.all.bot-gone', { name: botName })}</Typography>
    );
  if (!flow || !canBuild) return <Typography>{botName}</Typography>;
  return (
    <Link tag={RouterLink} to={flow.to}>
      {botName}
    </Link>
  );
};

const useColumns = (onOpen: (run: RunLine) => void, canBuild: boolean): Column<RunLine>[] => {
  const t = useT();
  const nameOf = useRunName();
  const moments = useMoments();
  return [
    {
      key: 'contact',
      label: t('bots.all.contact'),
      isTitle: true,
      render: (run) => (
        <Typography fontWeight="bold">
          <span dir="auto">{nameOf(run)}</span>
        </Typography>
      ),
    },
    {
      key: 'bot',
      label: t('bots.all.bot'),
      render: (run) => <Bot run={run} canBuild={canBuild} />,
    },
    { key: 'state', label: t('bots.all.state'), render: (run) => <State run={run} /> },
    { key: 'where', label: t('bots.all.where'), render: (run) => <Where run={run} /> },
    {
      key: 'began',
      label: t('bots.all.began'),
      render: (run) => <Typography>{moments.full(run.startedAt)}</Typography>,
    },
    {
      key: 'details',
      label: t('bots.run.open'),
      hideLabel: true,
      render: (run) => (
        <Button
          size="S"
          variant="tertiary"
          aria-label={t('bots.run.open-of', {
            name: nameOf(run),
            at: moments.full(run.startedAt),
          })}
          onClick={() => onOpen(run)}
        >
          {t('bots.run.open')}
        </Button>
      ),
    },
  ];
};

/** Runs of bots, newest first: whose, of which bot, how it stands with them and where. */
export const RunTable = ({
  runs,
  selection,
  canBuild,
  onOpen,
}: {
  runs: readonly RunLine[];
  /** Null: the reader may change none. */
  selection: Selection<RunLine> | null;
  canBuild: boolean;
  onOpen: (run: RunLine) => void;
}) => {
  const t = useT();
  const columns = useColumns(onOpen, canBuild);
  return (
    <ResponsiveTable
      rows={runs}
      columns={columns}
      rowKey={({ id }) => id}
      label={t('bots.all')}
      testId="run-line"
      isTight
      {...(selection ? { selection } : {})}
    />
  );
};
