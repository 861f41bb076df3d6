import { campaignTable, type CampaignRow } from '../../../server/src/campaigns/tables';
import {
  asMessage,
  draftOf,
  namesTemplate,
  usesTemplate,
} from '../../../server/src/campaigns/variants';
import { trialPlan } from '../../../server/src/contracts/campaign-trial';
import { readRow } from '../../../server/src/strapi/table';

const [A, B, OTHER_LANGUAGE] = [1, 2, 3];
const trial = trialPlan.parse({ test: { variants: [{ templateId: B }] } });

const campaign = (part: Partial<CampaignRow>): CampaignRow => ({
  ...readRow(campaignTable, { id: 9 }),
  kind: 'template',
  state: 'completed',
  templateId: A,
  ...part,
});
/** Ids of A, B and another language of A that the campaign names. */
const named = (part: Partial<CampaignRow>): number[] => {
  const families = new Map([
    [A, [A, OTHER_LANGUAGE]],
    [B, [B]],
    [OTHER_LANGUAGE, [A, OTHER_LANGUAGE]],
  ]);
  return [...families].flatMap(([id, family]) =>
    namesTemplate(campaign(part), { id, family }) ? [id] : []
  );
};

it.each<[string, Partial<CampaignRow>, number[]]>([
  ['the one that it sends', {}, [A]],
  ['each variant of a test', { trial }, [A, B]],
  ['each language of it', { byLanguage: true }, [A, OTHER_LANGUAGE]],
  ['that with which its flow begins', { kind: 'flow' }, [A]],
  [
    'each language of that with which its flow begins',
    { kind: 'flow', byLanguage: true },
    [A, OTHER_LANGUAGE],
  ],
  [
    'none, where a text keeps what was chosen before',
    { kind: 'text', byLanguage: true, trial },
    [],
  ],
  ['none, where the bot of a draft says with what it begins', { kind: 'flow', state: 'draft' }, []],
])('[M-44] [E-25] a campaign names %s', (_title, part, wanted) => {
  expect(named(part)).toEqual(wanted);
});

it('a text goes on when the template that was chosen before it pauses', () => {
  expect(usesTemplate(campaign({ state: 'running', kind: 'text', trial }), A)).toBe(false);
  expect(usesTemplate(campaign({ state: 'running', kind: 'text', trial }), B)).toBe(false);
  expect(usesTemplate(campaign({ state: 'running', trial }), B)).toBe(true);
});

it('[E-25] a campaign pauses with any language in which its flow begins', () => {
  const messages = [A, OTHER_LANGUAGE].map((templateId) => ({
    templateId,
    frozen: {},
    bindings: {},
  }));
  const order = { base: 'tr', business: null, upTo: 'any' as const };
  const part = { kind: 'flow' as const, byLanguage: true, frozenLanguages: { order, messages } };
  const flow = campaign({ ...part, state: 'running' });
  expect([A, B, OTHER_LANGUAGE].map((id) => usesTemplate(flow, id))).toEqual([true, false, true]);
  // What its bot is asked for is the template that it names, whatever language somebody gets.
  const message = asMessage(flow, { variant: null, templateId: OTHER_LANGUAGE });
  expect(message).toMatchObject({ templateId: OTHER_LANGUAGE, namedTemplateId: A });
});

it('[M-11] a flow has no variants, also where its draft was a test before', () => {
  expect(draftOf(campaign({ kind: 'flow', state: 'draft', trial }), 'B').templateId).toBe(A);
});
