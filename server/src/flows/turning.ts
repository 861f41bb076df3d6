import type { Core } from '@strapi/strapi';
import { contactsService } from '../contacts/public';
import { updateContactBody, type UpdateContactBody } from '../contracts/contacts';
import type { FlowNode, FlowStep } from '../contracts/flow-graph';
import { failPoint } from '../kernel/fail-point';
import { checkedInput } from '../kernel/refused-input';
import { contextOf } from '../strapi/context';
import { askedBy, type About } from './about';
import { caseThatHolds, conditionsHold } from './domain/conditions';
import type { Walking } from './moves';
import type { RunSources } from './public';
import type { RunRow } from './tables';
import { fillerFor, type Fill } from './texts';

type Branch = Extract<FlowStep, { kind: 'branch' }>;
type Setting = Extract<FlowStep, { kind: 'set' }>;

/** What a step that says nothing came to. */
interface Turned {
  exit?: string;
  subject: string | null;
}

/**
 * What the step writes of the person. Throws `missing-value`, or `invalid` with the field: an answer may be no e-mail address,
 * or too long, and the rules of the form hold.
 */
export const changeBy = ({ values }: Pick<Setting, 'values'>, fill: Fill): UpdateContactBody => {
  const body: UpdateContactBody = {};
  for (const { field, text } of values) {
    const value = text === '' ? null : fill(text);
    const [, key] = field.split('custom.');
    if (key === undefined) Object.assign(body, { [field]: value });
    else body.custom = { ...body.custom, [key]: value };
  }
  return checkedInput(updateContactBody, body);
};

/** The fields that a step writes, as the log names them. */
export const fieldsOf = ({ values }: Pick<Setting, 'values'>): string =>
  values.map(({ field }) => field).join(', ');

/** Steps that look at what is known, or write it down. A repeat after a crash comes to the same. */
export const createTurning = (
  strapi: Core.Strapi,
  { about, sources }: { about: About; sources: () => RunSources }
) => {
  const { db } = contextOf(strapi);

  const branch = async (run: RunRow, { cases }: Branch): Promise<Turned> => {
    const asked = await about(await askedBy(strapi, run));
    return caseThatHolds(cases, (when) => conditionsHold(when, asked));
  };

  const set = async (run: RunRow, { values }: Setting): Promise<Turned> => {
    const contacts = contactsService(strapi);
    const contact = await contacts.get(run.contactId);
    const { accountId, variables } = run;
    const texts = values.map(({ text }) => text);
    const fill = await fillerFor(strapi, db.knex, { texts, contact, accountId, variables });
    await contacts.update(contact.id, changeBy({ values }, fill), { linked: false });
    failPoint('flow-set');
    return { subject: fieldsOf({ values }) };
  };

  return {
    turns: ({ step }: FlowNode): boolean =>
      step.kind === 'branch' || step.kind === 'set' || step.kind === 'start-flow',
    perform: async ({ run }: Walking, { step }: FlowNode): Promise<Turned> => {
      switch (step.kind) {
        case 'branch':
          return branch(run, step);
        case 'set':
          return set(run, step);
        case 'start-flow':
          return { subject: await sources().startFlow(run, step.flowId) };
        default:
          throw new Error(`${step.kind} does not turn`);
      }
    },
  };
};
