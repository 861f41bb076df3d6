import { useMemo, useState } from 'react';
import { Box, Flex, Link, Typography } from '@strapi/design-system';
import { Link as RouterLink } from 'react-router-dom';
import {
  FIGURES_DAYS,
  FIGURES_RUNS,
  FIGURES_SPANS,
  type StepFigures,
} from '../../../../../server/src/contracts/flow-figures';
import type { BotView } from '../../../../../server/src/contracts/bots';
import type { FlowGraph } from '../../../../../server/src/contracts/flow-graph';
import {
  useWhatsappFiguresBotsQuery,
  useWhatsappVersionBotsQuery,
  useWhatsappVersionsBotsQuery,
} from '../../../api/bots';
import { Drawer } from '../../../shared/Drawer';
import { RUNS_PATH } from '../../../shared/run-path';
import { EmptyState, ErrorState, RowSkeletons } from '../../../shared/states';
import { useMoments } from '../../../shared/useMoments';
import { useT } from '../../../shared/useT';
import { allItems, outlineOf, type OutlineItem } from './model/outline';
import { Select } from './StepInputs';
import { useFlowWords, type FlowWords } from './useFlowWords';
import { useStayWords } from './useStayWords';

type NodeFigures = StepFigures['nodes'][number];

const shareOf = (count: number, of: number): number => (of === 0 ? 0 : count / of);

/** How many of those who came left by each exit; null: the run ended here. */
const Exits = ({
  item,
  figures,
  words,
}: {
  item: OutlineItem;
  figures: NodeFigures;
  words: FlowWords;
}) => {
  const t = useT();
  return (
    <Flex tag="ul" direction="column" alignItems="stretch" gap={1} padding={0} margin={0}>
      {figures.exits.map(({ exit, count }) => (
        <Typography key={exit ?? ''} tag="li" variant="pi" textColor="neutral600">
          <span dir="auto">
            {t('flows.named', {
              head: exit === null ? t('flows.funnel.ended') : words.exit(item.node.step, exit),
              words: t('flows.figures.exit', { count, share: shareOf(count, figures.entered) }),
            })}
          </span>
        </Typography>
      ))}
    </Flex>
  );
};

/** How many runs are at the step now, with the way to them. */
const Here = ({ botId, figures }: { botId: number; figures: NodeFigures }) => {
  const t = useT();
  const { node, waiting } = figures;
  if (waiting === 0) return null;
  return (
    <Link tag={RouterLink} to={`${RUNS_PATH}?bot=${botId}&state=open&node=${node}`}>
      {t('flows.funnel.waiting', { count: waiting })}
    </Link>
  );
};

/** A step of the funnel: how many of the runs came to it, as a bar and in words, and how they left. */
const Row = ({
  botId,
  item,
  figures,
  runs,
  words,
}: {
  botId: number;
  item: OutlineItem;
  figures: NodeFigures | undefined;
  runs: number;
  words: FlowWords;
}) => {
  const t = useT();
  const stayWords = useStayWords();
  const reached = figures?.reached ?? 0;
  const share = shareOf(reached, runs);
  return (
    <Box tag="li" data-testid="funnel-step">
      <Flex direction="column" alignItems="stretch" gap={1}>
        <Typography fontWeight="bold">
          <span dir="auto">{words.step(item.node.step, item.number)}</span>
        </Typography>
        <Box background="neutral150" hasRadius overflow="hidden" height={2} aria-hidden>
          <Box
            background="primary600"
            hasRadius
            height="100%"
            width={`${Math.min(100, share * 100)}%`}
          />
        </Box>
        <Typography variant="pi">{t('flows.funnel.reached', { reached, runs, share })}</Typography>
        {figures && figures.medianMs !== null ? (
          <Typography variant="pi" textColor="neutral600">
            {t('flows.funnel.median', { time: stayWords(figures.medianMs) })}
          </Typography>
        ) : null}
        {figures ? <Exits item={item} figures={figures} words={words} /> : null}
        {figures ? <Here botId={botId} figures={figures} /> : null}
      </Flex>
    </Box>
  );
};

const Funnel = ({
  botId,
  graph,
  figures,
}: {
  botId: number;
  graph: FlowGraph;
  figures: StepFigures;
}) => {
  const t = useT();
  const words = useFlowWords();
  const moments = useMoments();
  const items = useMemo(() => allItems(outlineOf(graph)), [graph]);
  const byNode = new Map(figures.nodes.map((one) => [one.node, one]));
  const { runs, reachedGoal, since } = figures;
  if (runs === 0) return <EmptyState plain content={t('flows.funnel.empty')} />;
  return (
    <>
      <Flex direction="column" alignItems="stretch" gap={1}>
        <Typography>{t('flows.funnel.runs', { runs, at: moments.full(since) })}</Typography>
        {runs >= FIGURES_RUNS ? (
          <Typography variant="pi" textColor="neutral600">
            {t('flows.funnel.newest', { most: FIGURES_RUNS })}
          </Typography>
        ) : null}
        {reachedGoal === null ? null : (
          <Typography data-testid="funnel-goal">
            {t('flows.goal.rate', {
              reached: reachedGoal,
              runs,
              share: shareOf(reachedGoal, runs),
            })}
          </Typography>
        )}
      </Flex>
      <Flex
        tag="ol"
        direction="column"
        alignItems="stretch"
        gap={5}
        padding={0}
        margin={0}
        aria-label={t('flows.funnel')}
      >
        {items.map((item) => (
          <Row
            key={item.node.id}
            botId={botId}
            item={item}
            figures={byNode.get(item.node.id)}
            runs={runs}
            words={words}
          />
        ))}
      </Flex>
    </>
  );
};

const Loaded = ({ botId, version, days }: { botId: number; version: number; days: number }) => {
  const graph = useWhatsappVersionBotsQuery({ id: botId, version });
  const figures = useWhatsappFiguresBotsQuery({
    id: botId,
    query: { version, days, funnel: 'true' },
  });
  const failed = [graph, figures].find((one) => one.isError && !one.data);
  if (failed) return <ErrorState error={failed.error} onRetry={() => void failed.refetch()} />;
  if (!graph.data || !figures.data) return <RowSkeletons rows={5} />;
  return <Funnel botId={botId} graph={graph.data.graph} figures={figures.data} />;
};

/** How far the runs of a version came, step by step, in the days that one chooses. */
export const FiguresDrawer = ({
  bot,
  onClose,
}: {
  bot: Pick<BotView, 'id' | 'name' | 'version'>;
  onClose: () => void;
}) => {
  const t = useT();
  const [version, setVersion] = useState(bot.version);
  const [days, setDays] = useState<number>(FIGURES_DAYS);
  const known = useWhatsappVersionsBotsQuery(bot.id).data?.versions ?? [];
  const versions = [...new Set([bot.version, ...known.map((one) => one.version)])];
  return (
    <Drawer open onClose={onClose} title={t('flows.funnel.of', { name: bot.name })}>
      <Flex direction="column" alignItems="stretch" gap={5} data-testid="flow-funnel">
        <Flex gap={4} wrap="wrap" alignItems="flex-end">
          <Select
            name="figures-version"
            label={t('flows.funnel.version')}
            value={String(version)}
            options={versions
              .sort((a, b) => b - a)
              .map((one) => [String(one), t('flows.version', { version: one })] as const)}
            onChange={(next) => setVersion(Number(next))}
          />
          <Select
            name="figures-days"
            label={t('flows.funnel.days')}
            value={String(days)}
            options={FIGURES_SPANS.map(
              (one) => [String(one), t('flows.funnel.last', { count: one })] as const
            )}
            onChange={(next) => setDays(Number(next))}
          />
        </Flex>
        <Loaded botId={bot.id} version={version} days={days} />
      </Flex>
    </Drawer>
  );
};
