import type { Knex } from 'knex';
import { recordListed, wordsOfGrant, type ListedWord, type ListedWords } from './bulk';
import { isFromElsewhere } from './domain/elsewhere';
import type { createLedger } from './ledger';
import type { ConsentAction, ConsentNews, ConsentService } from './public';

/** One line of news for what a list said of a person, whatever the number of categories. */
const newsOfList = (words: readonly ListedWord[]): ConsentNews[] => {
  const news = new Map<string, Extract<ConsentNews, { kind: ConsentAction }>>();
  for (const { contactId, action: kind, category, source, at } of words) {
    const known = news.get(`${contactId} ${kind}`);
    if (known) known.categories.push(category);
    else news.set(`${contactId} ${kind}`, { kind, contactId, categories: [category], source, at });
  }
  return [...news.values()];
};

type Deps = Pick<ConsentService, 'optOutEffects'> &
  Pick<ReturnType<typeof createLedger>, 'confirmElsewhere' | 'tell'>;

/** What lists say of many people, with all that follows from it. */
export const createListed = ({
  optOutEffects,
  confirmElsewhere,
  tell,
}: Deps): Pick<ConsentService, 'grantMany' | 'recordListed'> => {
  /** Answers the words that changed a state. */
  const listed = async (trx: Knex.Transaction, given: ListedWords): Promise<ListedWord[]> => {
    const changed = await recordListed(trx, given);
    for (const { action, contactId, category } of changed)
      if (action === 'opt-out')
        for (const effect of optOutEffects) await effect(trx, contactId, category);
    const granted = changed.filter((word) => word.action === 'opt-in' && isFromElsewhere(word));
    await confirmElsewhere(trx, [...new Set(granted.map(({ contactId }) => contactId))]);
    await tell(trx, newsOfList(changed));
    return changed;
  };
  return {
    grantMany: async (trx, grant) => {
      const { actor, heardAt } = grant;
      const changed = await listed(trx, { words: wordsOfGrant(grant), actor, heardAt });
      return new Set(changed.map(({ contactId }) => contactId));
    },
    recordListed: async (trx, words) => void (await listed(trx, words)),
  };
};
