import { useMemo } from 'react';
import type { ConversationView } from '../../../../../server/src/contracts/conversations';
import { useWhatsappListAccountsQuery } from '../../../api/accounts';

export interface NumberChoice {
  readonly id: number;
  readonly name: string;
  readonly isSimulator: boolean;
  /** Null for people who may not see the numbers' details. */
  readonly status: string | null;
}
export type Numbers = readonly NumberChoice[];

/** The numbers one may write from; people without access to the settings know those of the conversations they see. */
export const useNumbers = (conversations: readonly ConversationView[]): Numbers => {
  const { data } = useWhatsappListAccountsQuery();
  return useMemo(() => {
    if (data)
      return data.accounts.map(({ id, name, isSimulator, status }) => ({
        id,
        name,
        isSimulator,
        status,
      }));
    const seen = new Map<number, NumberChoice>();
    for (const { accountId, accountName, isSimulator } of conversations) {
      seen.set(accountId, { id: accountId, name: accountName, isSimulator, status: null });
    }
    return [...seen.values()];
  }, [conversations, data]);
};
