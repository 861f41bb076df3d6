import {
  FLOW_NODES,
  flowStep,
  type FlowGraph,
  type FlowKey,
  type FlowNode,
  type FlowStep,
} from '../../../../../../server/src/contracts/flow-graph';
import { addedNodes, allExits, keysOf, mainExit, newKey, type Exit } from './graph';

/**
 * Steps as text, for another place of the flow, another flow or another installation. No id of a step or an exit is in
 * it: steps are named by their place in the list, choices and cases by theirs (`#0`).
 */
interface Piece {
  readonly whatsappFlow: 1;
  /** Address of the installation: ids of templates, files, people and flows mean nothing elsewhere; names of content types do. */
  readonly from: string;
  readonly steps: readonly { readonly step: unknown; readonly to: Record<string, number> }[];
}

type Loose = Record<string, unknown>;

/** Under which field a step has exits of its own. */
const OWN = { choice: 'choices', branch: 'cases' } as const;
const ownOf = (kind: unknown): 'choices' | 'cases' | null =>
  kind === 'choice' || kind === 'branch' ? OWN[kind] : null;

const ownIds = (step: FlowStep): string[] => {
  if (step.kind === 'choice') return step.choices.map(({ id }) => id);
  return step.kind === 'branch' ? step.cases.map(({ id }) => id) : [];
};

const withoutIds = (step: FlowStep): unknown => {
  const field = ownOf(step.kind);
  if (field === null) return step;
  const list = (step as unknown as Record<string, Loose[]>)[field] ?? [];
  return { ...step, [field]: list.map(({ id: _id, ...rest }) => rest) };
};

/** These steps as text; ways that lead out of them are left out. */
export const copied = (nodes: readonly FlowNode[], from: string): string => {
  const places = new Map(nodes.map(({ id }, i) => [id, i]));
  const piece: Piece = {
    whatsappFlow: 1,
    from,
    steps: nodes.map(({ step, to }) => {
      const own = ownIds(step);
      const edges = Object.entries(to).flatMap(([exit, target]): [string, number][] => {
        const place = places.get(target);
        const name = own.includes(exit) ? `#${own.indexOf(exit)}` : exit;
        return place === undefined ? [] : [[name, place]];
      });
      return { step: withoutIds(step), to: Object.fromEntries(edges) };
    }),
  };
  return JSON.stringify(piece, null, 2);
};

const isLoose = (value: unknown): value is Loose =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const pieceIn = (text: string): Piece | null => {
  try {
    const read: unknown = JSON.parse(text);
    const isPiece = isLoose(read) && read.whatsappFlow === 1 && Array.isArray(read.steps);
    // No flow is as long: it is not even read step by step.
    if (!isPiece || (read.steps as unknown[]).length > FLOW_NODES) return null;
    return (read.steps as unknown[]).every((one) => isLoose(one) && isLoose(one.to))
      ? (read as unknown as Piece)
      : null;
  } catch {
    return null;
  }
};

/** Steps that are nothing without the row that they name. */
const NEEDS_ROW: ReadonlySet<unknown> = new Set(['template', 'media', 'start-flow']);

/** Chips of a filter that hold ids. 0 is nobody, everywhere. */
const CHIPS_OF_ROWS = ['groups', 'segments', 'owners', 'assignees'];
const IDS = ['campaignId', 'linkId'];

/** Everything in a step that has fields, conditions too, wherever they are. */
const partsIn = (value: unknown): Loose[] => {
  if (Array.isArray(value)) return value.flatMap(partsIn);
  return isLoose(value) ? [value, ...Object.values(value).flatMap(partsIn)] : [];
};
const namesId = (chips: unknown): boolean =>
  isLoose(chips) &&
  [chips.include, chips.exclude].flat().some((id) => typeof id === 'number' && id > 0);
/** Is it a condition on a group, a segment, a person, a campaign or a link? */
const asksOfRow = (part: Loose): boolean => {
  const { filter } = part;
  const byChips = isLoose(filter) && CHIPS_OF_ROWS.some((key) => namesId(filter[key]));
  return byChips || IDS.some((key) => typeof part[key] === 'number');
};
const needsRow = (step: FlowStep): boolean =>
  NEEDS_ROW.has(step.kind) || partsIn(step).some(asksOfRow);

export interface Here {
  /** Address of this installation. */
  readonly from: string;
  /** Content types that are linked here; null while that is not known. */
  readonly types?: ReadonlySet<string> | null;
  /** What is written in place of a step that came from elsewhere and named something there. */
  readonly missing: (kind: string) => string;
}

/** A content type goes by its name: an installation may have the same one. */
const needsType = (step: FlowStep, types: Here['types']): boolean =>
  step.kind === 'entry' && types?.has(step.type) === false;

/** What a step of another installation is here: its ids mean other rows, or none. */
const fitted = (step: FlowStep, { missing, types }: Here): FlowStep => {
  if (needsRow(step) || needsType(step, types))
    return { kind: 'note', text: missing(step.kind), onFail: null };
  const without = ['assigneeId', 'teamId'].filter((field) => field in step);
  const nobody = Object.fromEntries(without.map((field) => [field, null]));
  return { ...step, ...nobody } as FlowStep;
};

type Ways = readonly (readonly [exit: string, target: FlowKey])[];
/** A note in place of a branch goes on where the branch went otherwise: that way needed no condition. */
const waysOf = (step: FlowStep, ways: Ways): FlowNode['to'] => {
  const exits = allExits(step);
  const main = mainExit(step);
  const kept = ways.filter(([exit]) => exits.includes(exit));
  const otherwise = ways.find(([exit]) => exit === 'else' && !exits.includes(exit));
  return Object.fromEntries(otherwise && main ? [...kept, [main, otherwise[1]]] : kept);
};

const withNewIds = (step: Loose): Loose => {
  const field = ownOf(step.kind);
  const list = field === null ? null : step[field];
  if (field === null || !Array.isArray(list)) return step;
  return {
    ...step,
    [field]: list.map((one: unknown) => (isLoose(one) ? { ...one, id: newKey() } : one)),
  };
};

const nodesOf = ({ from, steps }: Piece, here: Here): FlowNode[] | null => {
  const keys = steps.map(() => newKey());
  const nodes = steps.map(({ step, to }, i): FlowNode | null => {
    const parsed = isLoose(step) ? flowStep.safeParse(withNewIds(step)) : null;
    if (!parsed?.success) return null;
    const own = ownIds(parsed.data);
    const exits = allExits(parsed.data);
    const ways = Object.entries(to).flatMap(([name, place]): [string, FlowKey][] => {
      const exit = name.startsWith('#') ? own[Number(name.slice(1))] : name;
      // Anything may be written there: a list has more under other names.
      const target = Number.isInteger(place) ? keys[place] : undefined;
      return exit !== undefined && exits.includes(exit) && target !== undefined
        ? [[exit, target]]
        : [];
    });
    const fit = from === here.from ? parsed.data : fitted(parsed.data, here);
    return { id: keys[i] ?? newKey(), step: fit, to: waysOf(fit, ways), at: null };
  });
  return nodes.includes(null) ? null : (nodes as FlowNode[]);
};

/** The copied steps after an exit, with ids of their own; null when the text is no piece of a flow. */
export const pasted = (
  graph: FlowGraph,
  at: Exit | null,
  { text, here }: { text: string; here: Here }
): { graph: FlowGraph; first: FlowKey } | null => {
  const piece = pieceIn(text);
  const nodes = piece && nodesOf(piece, here);
  const first = nodes?.[0];
  if (!nodes || !first || nodes.some(({ id }) => keysOf(graph).includes(id))) return null;
  return { graph: addedNodes(graph, at, nodes), first: first.id };
};
