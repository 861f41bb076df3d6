import { createContext, useContext, useMemo } from 'react';
import type { BotView, NodeFigures } from '../../../../../server/src/contracts/bots';
import { useWhatsappFiguresBotsQuery } from '../../../api/bots';
import { useCan } from '../../../shared/permissions';

/** How often runs came to a step, how many are there now, and by which exits they left it. */
export interface Figure {
  readonly entered: number;
  readonly waiting: number;
  /** How long people stay, in milliseconds; null or absent: it does not wait, or that is not known. */
  readonly medianMs?: number | null;
  /** By exit. */
  readonly left: ReadonlyMap<string, number>;
}
export type Figures = ReadonlyMap<string, Figure>;

/** What the message of a step costs. */
export interface StepPrice {
  readonly words: string;
  /** For a card of the canvas; null: no prices are known. */
  readonly short: string | null;
}

/** What cards of steps show beside the step itself. */
interface Marks {
  /** Undefined: not known, or nothing to know. */
  readonly figures: Figures | undefined;
  /** What these figures are of. */
  readonly hint: string;
  /** Where the person of the trial waits. */
  readonly here: string | null;
  /** Null: the step sends nothing, or its price is not known. */
  readonly priceOf: (node: string) => StepPrice | null;
}

const MarksContext = createContext<Marks>({
  figures: undefined,
  hint: '',
  here: null,
  priceOf: () => null,
});
export const MarksProvider = MarksContext.Provider;
export const useMarks = (): Marks => useContext(MarksContext);

export const figuresFrom = (nodes: readonly (NodeFigures & Pick<Figure, 'medianMs'>)[]): Figures =>
  new Map(
    nodes.map(({ node, entered, waiting, medianMs = null, exits }): [string, Figure] => [
      node,
      {
        entered,
        waiting,
        medianMs,
        left: new Map(
          exits.flatMap(({ exit, count }) => (exit === null ? [] : [[exit, count] as const]))
        ),
      },
    ])
  );

/** The figures of the version that answers now, of its last 30 days. Read once, when the page is opened. */
export const useFigures = (bot: BotView): Figures | undefined => {
  const { can } = useCan();
  const { data } = useWhatsappFiguresBotsQuery(
    { id: bot.id, query: { version: bot.version } },
    { skip: bot.graph === null || !can.botObserve }
  );
  return useMemo(() => data && figuresFrom(data.nodes), [data]);
};
