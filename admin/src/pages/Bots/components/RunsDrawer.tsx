import { useEffect, useRef, useState } from 'react';
import { Box, Button, Flex, Link, LinkButton, Typography } from '@strapi/design-system';
import { Link as RouterLink } from 'react-router-dom';
import type { BotView, RunView } from '../../../../../server/src/contracts/bots';
import { useWhatsappRunsBotsQuery } from '../../../api/bots';
import { PLUGIN_ID } from '../../../pluginId';
import { RUNS_PATH } from '../../../shared/run-path';
import { CursorPager } from '../../../shared/CursorPager';
import { Drawer } from '../../../shared/Drawer';
import { EmptyState, ErrorState, RowSkeletons } from '../../../shared/states';
import { useCursorPages } from '../../../shared/useCursorPages';
import { useMoments } from '../../../shared/useMoments';
import { useReason } from '../../../shared/useReason';
import { useT } from '../../../shared/useT';
import { RunDetails } from './RunDetails';
import { StepLine } from './StepLine';
import { shownName } from '../../../shared/people/person-name';

const Run = ({
  run,
  isLooked,
  onOpen,
}: {
  run: RunView;
  /** Its details were open just now: the focus comes back to it. */
  isLooked: boolean;
  onOpen: () => void;
}) => {
  const t = useT();
  const moments = useMoments();
  const reasonOf = useReason();
  const opener = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (isLooked) opener.current?.focus();
  }, [isLooked]);
  const name = shownName(run.contact?.name ?? '', t('bots.runs.somebody'));
  return (
    <Box tag="li" paddingTop={3} paddingBottom={3} data-testid="bot-run">
      <Flex justifyContent="space-between" gap={2} wrap="wrap">
        <Link tag={RouterLink} to={`/plugins/${PLUGIN_ID}/inbox?c=${run.conversationId}`}>
          {name}
        </Link>
        <Typography variant="pi" textColor="neutral600">
          {moments.full(run.startedAt)}
        </Typography>
      </Flex>
      <Typography
        tag="p"
        variant="pi"
        textColor={run.state === 'failed' ? 'danger600' : 'neutral600'}
      >
        {run.reason
          ? `${t(`bots.run.${run.state}`)}: ${reasonOf(run.reason)}`
          : t(`bots.run.${run.state}`)}
      </Typography>
      {run.steps.map((step) => (
        <StepLine key={step.index} step={step} />
      ))}
      <Box paddingTop={2}>
        <Button
          ref={opener}
          size="S"
          variant="tertiary"
          aria-label={t('bots.run.open-of', { name, at: moments.full(run.startedAt) })}
          onClick={onOpen}
        >
          {t('bots.run.open')}
        </Button>
      </Box>
    </Box>
  );
};

const RunList = ({
  bot,
  pages,
  looked,
  onOpen,
}: {
  bot: BotView;
  pages: ReturnType<typeof useCursorPages>;
  /** The run whose details were open just now. */
  looked: number | null;
  onOpen: (runId: number) => void;
}) => {
  const t = useT();
  const query = useWhatsappRunsBotsQuery({
    id: bot.id,
    query: pages.cursor ? { cursor: pages.cursor } : {},
  });
  const runs = query.data?.runs ?? [];
  return (
    <>
      <Box>
        <LinkButton tag={RouterLink} to={`${RUNS_PATH}?bot=${bot.id}`} size="S" variant="secondary">
          {t('bots.runs.filter')}
        </LinkButton>
      </Box>
      {query.isLoading ? <RowSkeletons /> : null}
      {query.isError && !query.data ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : null}
      {query.data && runs.length === 0 ? <EmptyState plain content={t('bots.runs.empty')} /> : null}
      <Flex tag="ul" direction="column" alignItems="stretch" padding={0}>
        {runs.map((run) => (
          <Run key={run.id} run={run} isLooked={run.id === looked} onOpen={() => onOpen(run.id)} />
        ))}
      </Flex>
      <CursorPager
        pages={pages}
        nextCursor={query.data?.nextCursor}
        isFetching={query.isFetching}
      />
    </>
  );
};

/** What a bot did, newest first, step by step (B-15); one of its runs with all that is known of it (L-03). */
export const RunsDrawer = ({ bot, onClose }: { bot: BotView; onClose: () => void }) => {
  const t = useT();
  const pages = useCursorPages(String(bot.id));
  const [opened, setOpened] = useState<number | null>(null);
  const [looked, setLooked] = useState<number | null>(null);
  const back = () => {
    setLooked(opened);
    setOpened(null);
  };
  return (
    <Drawer open onClose={onClose} title={t('bots.runs.title', { name: bot.name })}>
      {opened === null ? (
        <RunList bot={bot} pages={pages} looked={looked} onOpen={setOpened} />
      ) : (
        <RunDetails botId={bot.id} runId={opened} onBack={back} />
      )}
    </Drawer>
  );
};
