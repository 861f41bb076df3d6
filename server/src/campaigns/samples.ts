import type { Core } from '@strapi/strapi';
import { shownName, type ContactRow } from '../contacts/public';
import type { PreflightResult } from '../contracts/campaigns';
import { contextOf } from '../strapi/context';
import { pickSamples } from './domain/samples';
import { rendererOf, standInFiles } from './frozen';
import { knownOfCampaign } from './known';
import { peopleByMessage, type Message } from './languages';
import type { CampaignRow } from './tables';
import type { Ask } from './tally';
import type { CheckedVariant } from './variant-check';
import { draftOf } from './variants';

interface Samples {
  samples: PreflightResult['samples'];
  /** How many of these people lack a value. */
  missing: number;
}

/** One message of a draft, as these people would read it. */
const samplesOfMessage = async (
  strapi: Core.Strapi,
  campaign: CampaignRow,
  { message, people }: { message: Message; people: ContactRow[] }
): Promise<Samples> => {
  const { frozen, bindings } = message;
  const own = { ...campaign, bindings };
  const ask = { campaign: own, people, frozen };
  const known = await knownOfCampaign(strapi, contextOf(strapi).db.knex, ask);
  const render = rendererOf(frozen, bindings);
  const files = standInFiles(frozen, bindings);
  const found: Samples = { samples: [], missing: 0 };
  for (const contact of people) {
    const result = render?.(contact, files, known.get(contact.id)) ?? null;
    if (!result) continue;
    if (!result.ok) {
      found.missing += 1;
      continue;
    }
    found.samples.push({
      contactId: contact.id,
      contactName: shownName(contact),
      body: result.rendered.body,
      usedFallback: result.rendered.usedFallback,
      variant: campaign.letter ?? null,
    });
  }
  return found;
};

const samplesOf = async (
  strapi: Core.Strapi,
  campaign: CampaignRow,
  { ask, people }: { ask: Ask; people: ContactRow[] }
): Promise<Samples> => {
  const found: Samples = { samples: [], missing: 0 };
  for (const group of peopleByMessage({ ...ask, bindings: campaign.bindings }, people)) {
    const { samples, missing } = await samplesOfMessage(strapi, campaign, group);
    found.samples.push(...samples);
    found.missing += missing;
  }
  return { samples: pickSamples(found.samples), missing: found.missing };
};

/** Samples of every message of a draft, those of a test one after the other. */
export const allSamples = async (
  strapi: Core.Strapi,
  campaign: CampaignRow,
  { ask, people, variants }: { ask: Ask; people: ContactRow[]; variants: CheckedVariant[] }
): Promise<Samples> => {
  const own = variants.length > 0 ? draftOf(campaign, 'A') : campaign;
  const found = await samplesOf(strapi, own, { ask, people });
  for (const { draft, frozen } of variants) {
    if (!frozen) continue;
    const more = await samplesOf(strapi, draft, { ask: { ...ask, frozen }, people });
    found.samples = [...found.samples, ...more.samples];
    found.missing = Math.max(found.missing, more.missing);
  }
  return found;
};
