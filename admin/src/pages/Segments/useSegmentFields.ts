import { useMemo } from 'react';
import { useIntl } from 'react-intl';
import { useWhatsappCampaignNamesQuery } from '../../api/segments';
import { fieldId, profileFields, recordFields } from '../../shared/people/conditions';
import { usePeopleWords } from '../../shared/people/usePeopleWords';
import { useCan } from '../../shared/permissions';
import { useT } from '../../shared/useT';
import { campaignsIn, type Existing } from './model-check';
import type { WatchedField } from '../../shared/entry-values/entry-values';
import type { OfAutomation } from './model-entry';
import { choices } from './model-fields';
import type { Branch } from './model';

const NO_FIELDS: readonly WatchedField[] = [];

/**
 * What the conditions of a segment can ask here, and what of it still exists; with `saved` those of a flow, with `automation`
 * those of one.
 */
export const useSegmentFields = (
  root: Branch,
  saved: readonly string[] | null = null,
  automation: OfAutomation | null = null
) => {
  const t = useT();
  const { can } = useCan();
  const { locale } = useIntl();
  const words = usePeopleWords();
  const named = campaignsIn(root);
  const names = useWhatsappCampaignNamesQuery(named, {
    skip: named.length === 0 || !can.campaignFollow,
  });
  const { facets, ids, isKnown } = words;
  const campaigns = names.data;
  return useMemo(() => {
    const fields = [...profileFields(facets, locale), ...recordFields(facets)];
    const lockedKeys = new Set(fields.filter(({ locked }) => locked).map(fieldId));
    const types = facets.linked.map(({ type }) => type);
    const watched = automation?.entry?.fields ?? NO_FIELDS;
    const existing: Existing = {
      fields: isKnown ? fields : null,
      types: isKnown ? types : null,
      ids: { ...ids, linked: isKnown ? types : null },
      goneCampaigns: Object.entries(campaigns ?? {}).flatMap(([id, name]) =>
        name === null ? [Number(id)] : []
      ),
      saved,
      entry: automation && watched.map(({ path }) => path),
    };
    return {
      words,
      fields,
      existing,
      /** Of the entry that sets an automation off. */
      watched,
      choices: choices({ fields, types: facets.linked, saved, automation }, t).filter(
        ({ key }) => !lockedKeys.has(key)
      ),
      links: facets.links,
      campaignName: (id: number): string | null => campaigns?.[id] ?? null,
    };
  }, [automation, campaigns, facets, ids, isKnown, locale, saved, t, words]);
};
export type SegmentFields = ReturnType<typeof useSegmentFields>;
