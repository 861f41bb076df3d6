import type { Core } from '@strapi/strapi';
import type { FlowGraph, FlowStep } from '../contracts/flow-graph';
import { keysIn, mayGoTo, type SystemKeyUse } from '../contracts/system-keys';
import { flowsService } from '../flows/public';
import { addTo } from '../kernel/lists';
import { contextOf } from '../strapi/context';
import { systemKeysService } from '../system-keys/public';
import type { DraftProblem } from './domain/chain';
import { allBots } from './store';

const MESSAGES = {
  'secret-gone': 'there is no key of this name under Settings › WhatsApp › Keys for other systems',
  'secret-host': 'this key may not be sent to the host of the address',
  'secret-unreadable': 'the value of this key cannot be read any more: it must be typed again',
};
type Kind = keyof typeof MESSAGES;

/** Keys that headers of a step name, each with its field. */
const namedIn = (step: FlowStep): { field: string; name: string }[] =>
  step.kind === 'http'
    ? step.headers.flatMap(({ value }, i) =>
        keysIn(value).map((name) => ({ field: `headers.${i}.value`, name }))
      )
    : [];

/** Why a step could not send its keys. That the host of the address is no variable is said of any address. */
export const keyProblems = async (strapi: Core.Strapi, step: FlowStep): Promise<DraftProblem[]> => {
  const named = namedIn(step);
  if (named.length === 0 || step.kind !== 'http') return [];
  const known = await systemKeysService(strapi).about(named.map(({ name }) => name));
  // Variables may follow the host; a key goes by the host alone.
  const [address = ''] = step.url.split('{{');
  const kindOf = (name: string): Kind | null => {
    const key = known.get(name);
    if (!key) return 'secret-gone';
    if (!mayGoTo(address, key.hosts)) return 'secret-host';
    return key.readable ? null : 'secret-unreadable';
  };
  return named.flatMap(({ field, name }) => {
    const kind = kindOf(name);
    return kind === null ? [] : [{ field, kind, message: `${name}: ${MESSAGES[kind]}` }];
  });
};

const keysOf = (graphs: readonly (FlowGraph | null | undefined)[]): Set<string> =>
  new Set(
    graphs.flatMap((graph) =>
      (graph?.nodes ?? []).flatMap(({ step }) => namedIn(step).map(({ name }) => name))
    )
  );

/** Flows by the keys that they name: what is published, what people still walk, and drafts. For `systemKeysService.uses`. */
export const keyUses = async (strapi: Core.Strapi): Promise<Map<string, SystemKeyUse[]>> => {
  const rows = await allBots(contextOf(strapi).db.knex);
  const open = await flowsService(strapi).openVersions();
  const uses = new Map<string, SystemKeyUse[]>();
  for (const { id: botId, name, active, finishing, graph, draft } of rows) {
    const walked = open.flatMap((one) => (one.botId === botId ? [one.graph] : []));
    const live = keysOf([graph, ...walked]);
    const isOn = active || finishing;
    for (const key of new Set([...live, ...keysOf([draft?.graph])]))
      addTo(uses, key, { botId, name, active, needsIt: isOn && live.has(key) });
  }
  return uses;
};
