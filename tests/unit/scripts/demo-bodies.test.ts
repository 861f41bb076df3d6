import { spoken } from '../../../playground/src/demo/language';
import { shop } from '../../../playground/src/demo/shop';
import { bots, newBot } from '../../../playground/src/demo/whatsapp/automation';
import { orderStatus } from '../../../playground/src/demo/whatsapp/flows';
import { FORMS } from '../../../playground/src/demo/whatsapp/opt-in';
import { crmBody } from '../../../playground/src/demo/whatsapp/outbound';
import { cardBody } from '../../../playground/src/demo/whatsapp/prices';
import { createBotBody } from '../../../server/src/contracts/bots';
import { flowNode } from '../../../server/src/contracts/flow-graph';
import { optInFormBody } from '../../../server/src/contracts/opt-in';
import { endpointBody } from '../../../server/src/contracts/outbound';
import { rateCardBody } from '../../../server/src/contracts/prices';
import { READY_FLOWS, readyBot } from '../../../server/src/contracts/ready-flows';
import { readyWords } from '../../../server/src/opt-in/domain/words';
import { readRateCard } from '../../../server/src/prices/domain/rate-card';

/**
 * The demo makes these through the plugin's services, which take what an endpoint has parsed: a default that is left out, or a
 * name that the contract does not know, would reach the database.
 */
describe.each(['en', 'tr'] as const)('what the demo hands to the services, in %s', (language) => {
  it('is whole for bots and their flows', () => {
    const ready = READY_FLOWS.map((key) => {
      const { draft: graph, ...bot } = readyBot(key, language);
      return { ...newBot, ...bot, graph };
    });
    for (const bot of [...spoken(bots, language), ...ready])
      expect(createBotBody.parse(bot)).toEqual(bot);
    for (const node of spoken(orderStatus, language)) expect(flowNode.parse(node)).toEqual(node);
  });

  it('is whole for opt-in forms, with the words that the plugin suggests', () => {
    for (const form of spoken(FORMS, language)) {
      const words = readyWords(language, form.category, { business: 'Defne', agree: 'Yes.' });
      const body = { ...form, accountId: 1, texts: { en: words, tr: words } };
      expect(optInFormBody.parse(body)).toEqual(body);
    }
  });

  it('is whole for the outgoing webhook and the prices', () => {
    expect(endpointBody.parse(crmBody())).toEqual(crmBody());
    const card = spoken(cardBody, language);
    expect(rateCardBody.parse(card)).toEqual(card);
  });
});

describe('the prices of messages', () => {
  it.each([
    ['en', shop.currency.en],
    ['tr', 'EUR'],
  ] as const)('are in one currency that the shop pays in, in %s: %s', (language, currency) => {
    const { text } = spoken(cardBody, language);
    expect(readRateCard(text, null)).toMatchObject({ currency, problems: [] });
  });

  it.each(['en', 'tr'] as const)(
    'have rates of their own for customers in Britain, in %s',
    (language) => {
      const { rates } = readRateCard(spoken(cardBody, language).text, null);
      const british = rates.find(({ market }) => market === 'GB');
      expect(british?.rates.marketing).toBeGreaterThan(0);
      expect(british?.rates.utility).toBeGreaterThan(0);
    }
  );
});
