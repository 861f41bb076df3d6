import type { Core } from '@strapi/strapi';
import { contactsService } from '../contacts/public';
import { updateContactBody, type UpdateContactBody } from '../contracts/contacts';
import type { FlowNode, FlowStep } from '../contracts/flow-graph';
import { messageByKey } from '../conversations/public';
import { DomainError } from '../kernel/errors';
import { failPoint } from '../kernel/fail-point';
import { contextOf } from '../strapi/context';
import type { About } from './about';
import { conditionsHold } from './domain/conditions';
import type { Walking } from './moves';
import { filledText } from './perform';
import type { RunSources } from './public';
import type { RunRow } from './tables';

type Branch = Extract<FlowStep, { kind: 'branch' }>;
type Setting = Extract<FlowStep, { kind: 'set' }>;

/** What a step that says nothing came to. */
interface Turned {
  exit?: string;
  subject: string | null;
}

/** What a person answered may be no e-mail address, or too long: the rules of the form hold. Throws `invalid`. */
const checked = (body: UpdateContactBody): UpdateContactBody => {
  const read = updateContactBody.safeParse(body);
  if (read.success) return body;
  const [issue] = read.error.issues;
  throw new DomainError('invalid', issue?.message ?? 'this value does not fit', {
    field: issue?.path.join('.') ?? '',
  });
};

/** Steps that look at what is known, or write it down. A repeat after a crash comes to the same. */
export const createTurning = (
  strapi: Core.Strapi,
  { about, sources }: { about: About; sources: () => RunSources }
) => {
  const { db } = contextOf(strapi);

  const branch = async (run: RunRow, { cases }: Branch): Promise<Turned> => {
    const { messageId, accountId, variables } = run;
    const contact = await contactsService(strapi).get(run.contactId);
    const message = messageId === null ? null : await messageByKey(db.knex, { id: messageId });
    const said = message && { text: message.body?.text ?? '', type: message.type };
    const asked = await about({ contact, accountId, variables, said });
    for (const { id, name, when } of cases)
      if (await conditionsHold(when, asked)) return { exit: id, subject: name || id };
    return { exit: 'else', subject: null };
  };

  const set = async (run: RunRow, { values }: Setting): Promise<Turned> => {
    const contacts = contactsService(strapi);
    const contact = await contacts.get(run.contactId);
    const body: UpdateContactBody = {};
    for (const { field, text } of values) {
      const value = text === '' ? null : filledText(text, contact, run);
      const [, key] = field.split('custom.');
      if (key === undefined) Object.assign(body, { [field]: value });
      else body.custom = { ...body.custom, [key]: value };
    }
    await contacts.update(contact.id, checked(body), { linked: false });
    failPoint('flow-set');
    return { subject: values.map(({ field }) => field).join(', ') };
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
