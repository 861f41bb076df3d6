import { z } from 'zod';
import { err, type Result } from '../kernel/result';
import type { GraphError } from './errors';
import { isMetaId } from './graph-paths';
import { invalidId, manageCall, type ManageDeps } from './manage-call';

/** A person as Meta knows them: the number with its plus sign, or the business-scoped user id. */
export type BlockedUser = { phone: string } | { userId: string };

export type BlockCalls = {
  /** Meta blocks only people who wrote within 24 hours; to everybody else it answers with an error. */
  blockUser(phoneNumberId: string, user: BlockedUser): Promise<Result<object, GraphError>>;
  unblockUser(phoneNumberId: string, user: BlockedUser): Promise<Result<object, GraphError>>;
};

/** With a refusal of one of the users the whole answer is an error; then this is not read. */
const answerShape = z.object({ block_users: z.object({}) });

/** The list of people from whom a number takes no messages. */
export const blockCalls = (deps: ManageDeps): BlockCalls => {
  const change = (
    phoneNumberId: string,
    user: BlockedUser,
    { verb, method }: { verb: string; method: 'POST' | 'DELETE' }
  ): Promise<Result<object, GraphError>> =>
    isMetaId(phoneNumberId)
      ? manageCall(deps, {
          verb,
          method,
          path: `${phoneNumberId}/block_users`,
          json: {
            messaging_product: 'whatsapp',
            block_users: ['phone' in user ? { user: user.phone } : { user_id: user.userId }],
          },
          target: 'number',
          shape: answerShape,
        })
      : Promise.resolve(err(invalidId('phoneNumberId')));
  return {
    blockUser: (id, user) => change(id, user, { verb: 'blockUser', method: 'POST' }),
    unblockUser: (id, user) => change(id, user, { verb: 'unblockUser', method: 'DELETE' }),
  };
};
