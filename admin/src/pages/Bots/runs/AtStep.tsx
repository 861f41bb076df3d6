import { Box, Button, Flex, Typography } from '@strapi/design-system';
import { nodeOf } from '../../../../../server/src/contracts/flow-parts';
import type { RunLine } from '../../../../../server/src/contracts/run-list';
import { useWhatsappListBotsQuery } from '../../../api/bots';
import { useReadable } from '../../../shared/text-variables/useReadable';
import { useKnownWord } from '../../../shared/useKnownWord';
import { useT } from '../../../shared/useT';
import { outlineOf } from '../flow/model/outline';
import type { RunsFilter } from './model';

interface Props {
  readonly filter: RunsFilter;
  /** Those that are listed: one of them knows what the step says, also where the flow has it no more. */
  readonly runs: readonly RunLine[];
  readonly onChange: (next: RunsFilter) => void;
}

/** The step with its number in the flow, and what it says; null: the flow has it no more, and no run is at it. */
const useStepName = ({ filter: { bot, node }, runs }: Pick<Props, 'filter' | 'runs'>) => {
  const t = useT();
  const known = useKnownWord();
  const readable = useReadable();
  const bots = useWhatsappListBotsQuery({}).data?.bots ?? [];
  const graph = bots.find(({ id }) => id === bot)?.graph ?? null;
  const place = runs.find((run) => run.place?.node === node)?.place ?? null;
  const kind = (graph && nodeOf(graph, node)?.step.kind) ?? place?.kind ?? null;
  if (node === null || kind === null) return null;
  const word = known('bots.step', kind) ?? kind;
  const number = graph ? outlineOf(graph).numberOf.get(node) : undefined;
  const head = number === undefined ? word : t('bots.step-n', { number, kind: word });
  return place?.words ? t('flows.named', { head, words: readable(place.words) }) : head;
};

/** Shown while only the runs at one step are listed: no other filter says so. */
export const AtStep = ({ filter, runs, onChange }: Props) => {
  const t = useT();
  const step = useStepName({ filter, runs });
  if (filter.node === null) return null;
  return (
    <Flex gap={2} wrap="wrap" data-testid="runs-at-step">
      <Box maxWidth="100%">
        <Typography variant="pi" tag="p" ellipsis>
          <span dir="auto">
            {step === null ? t('bots.all.at-step') : t('bots.all.at-step.named', { step })}
          </span>
        </Typography>
      </Box>
      <Button size="S" variant="ghost" onClick={() => onChange({ ...filter, node: null })}>
        {t('bots.all.every-step')}
      </Button>
    </Flex>
  );
};
