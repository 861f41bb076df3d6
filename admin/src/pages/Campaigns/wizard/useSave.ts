import { useRef, useState } from 'react';
import type { CampaignView } from '../../../../../server/src/contracts/campaigns';
import {
  useWhatsappCreateCampaignMutation,
  useWhatsappUpdateCampaignMutation,
} from '../../../api/campaigns';
import { useApiError, type ShownError } from '../../../shared/useApiError';
import { viewerZone } from '../../../shared/useMoments';
import { draftBody, type DraftForm } from '../wizard-model';

const same = (a: DraftForm, b: DraftForm): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Which saved version the form is a change of: `changedAt` of the campaign; null before the first save. */
const useVersion = (campaign: CampaignView | null) => {
  const [version, setVersion] = useState(campaign?.changedAt ?? null);
  /** For a save that waited for another one and was asked for before that had its answer. */
  const latest = useRef(version);
  const set = (at: number) => {
    latest.current = at;
    setVersion(at);
  };
  return { version, latest, set };
};

/** Keeps the draft on the server, one save after the other. */
export const useSave = (campaign: CampaignView | null, first: DraftForm) => {
  const explain = useApiError();
  const [create] = useWhatsappCreateCampaignMutation();
  const [update] = useWhatsappUpdateCampaignMutation();
  const [refused, setRefused] = useState<ShownError | null>(null);
  const [savedAt, setSavedAt] = useState<number | null>(null);
  const [running, setRunning] = useState(0);
  const { version, latest, set } = useVersion(campaign);
  /** The last form that the server has; null once there is nothing left to keep. */
  const kept = useRef<DraftForm | null>(first);
  const before = useRef<Promise<unknown>>(Promise.resolve());

  const store = async (form: DraftForm): Promise<CampaignView | null> => {
    setRefused(null);
    try {
      const body = draftBody(form, viewerZone());
      const basedOn = latest.current === null ? {} : { basedOn: latest.current };
      const saved = campaign
        ? await update({ id: campaign.id, body: { ...body, ...basedOn } }).unwrap()
        : await create(body).unwrap();
      set(saved.changedAt);
      setSavedAt(Date.now());
      kept.current = form;
      return saved;
    } catch (error) {
      setRefused(explain(error));
      return null;
    }
  };
  /** The saved campaign, or null when the server refused (shown by `refused`). */
  const save = (form: DraftForm): Promise<CampaignView | null> => {
    setRunning((n) => n + 1);
    const mine = before.current.then(() => store(form));
    before.current = mine.finally(() => setRunning((n) => n - 1));
    return mine;
  };
  return {
    save,
    refused,
    savedAt,
    isSaving: running > 0,
    version,
    /** `fill` is what the page fills in by itself: not a change that somebody made. */
    isKept: (form: DraftForm, fill: (form: DraftForm) => DraftForm = (one) => one) =>
      kept.current === null || same(form, kept.current) || same(form, fill(kept.current)),
    /** What the form was before somebody changed it here. */
    kept: () => kept.current,
    /** From now on changes are changes of this version; `form` is what the page shows of it, if it took that over. */
    follow: (seen: CampaignView, form: DraftForm | null) => {
      set(seen.changedAt);
      setRefused(null);
      if (form) kept.current = form;
    },
    giveUp: () => {
      kept.current = null;
    },
  };
};
export type Saving = ReturnType<typeof useSave>;
