import { useRef, useState } from 'react';
import { useNotification } from '@strapi/strapi/admin';
import { useNavigate } from 'react-router-dom';
import type { SegmentView } from '../../../../server/src/contracts/segments';
import {
  useWhatsappCreateSegmentsMutation,
  useWhatsappUpdateSegmentsMutation,
} from '../../api/segments';
import { PLUGIN_ID } from '../../pluginId';
import { useApiError } from '../../shared/useApiError';
import { useRefusal } from '../../shared/useRefusal';
import { useT } from '../../shared/useT';
import { emptyBranches, problemsOf } from './model-check';
import { emptyRoot, rootOf, treeOf, type Branch } from './model';
import { useSegmentFields } from './useSegmentFields';

interface Draft {
  readonly name: string;
  readonly description: string;
  readonly root: Branch;
  /** Templates that are meant for these people. */
  readonly templateIds: readonly number[];
}
const draftOf = (segment: SegmentView | null): Draft =>
  segment
    ? {
        name: segment.name,
        description: segment.description ?? '',
        root: rootOf(segment.tree),
        templateIds: segment.templates.map(({ id }) => id),
      }
    : { name: '', description: '', root: emptyRoot(), templateIds: [] };
const same = (a: Draft, b: Draft): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Sends the draft; what the server refuses is said at its field. */
const useStore = (segment: SegmentView | null) => {
  const t = useT();
  const explain = useApiError();
  const refuse = useRefusal();
  const { toggleNotification } = useNotification();
  const [refused, setRefused] = useState<{ field: string; message: string } | null>(null);
  const [create, creating] = useWhatsappCreateSegmentsMutation();
  const [update, updating] = useWhatsappUpdateSegmentsMutation();
  const store = async ({
    name,
    description,
    root,
    templateIds,
  }: Draft): Promise<SegmentView | null> => {
    setRefused(null);
    const body = {
      name: name.trim(),
      description: description.trim() === '' ? null : description.trim(),
      tree: treeOf(root),
      templateIds: [...templateIds],
    };
    try {
      const saved = segment
        ? await update({ id: segment.id, body }).unwrap()
        : await create(body).unwrap();
      toggleNotification({ type: 'success', message: t('contacts.saved', { name: saved.name }) });
      return saved;
    } catch (error) {
      const { field, message } = explain(error);
      if (field === 'name' || field === 'tree') setRefused({ field, message });
      else refuse(error);
      return null;
    }
  };
  const isSaving = creating.isLoading || updating.isLoading;
  return { store, refused, forget: () => setRefused(null), isSaving };
};

/** A segment while it is made or changed: its draft, what is wrong with it, and the way to keep it. */
export const useSegmentForm = (segment: SegmentView | null) => {
  const t = useT();
  const navigate = useNavigate();
  const { toggleNotification } = useNotification();
  const [base, setBase] = useState<Draft>(() => draftOf(segment));
  const [draft, setDraft] = useState<Draft>(base);
  const [isTried, setTried] = useState(false);
  const isLeaving = useRef(false);
  const { store, refused, forget, isSaving } = useStore(segment);
  const fields = useSegmentFields(draft.root);
  const problems = problemsOf(draft.root, fields.existing);
  const empty = emptyBranches(draft.root);
  const isDirty = !same(draft, base);

  const save = async () => {
    setTried(true);
    if (draft.name.trim() === '' || problems.size + empty.length > 0)
      return toggleNotification({ type: 'warning', message: t('segments.problem.some') });
    const saved = await store(draft);
    if (!saved) return;
    setTried(false);
    setBase(draft);
    if (segment) return;
    isLeaving.current = true;
    void navigate(`/plugins/${PLUGIN_ID}/groups/segments/${saved.id}`, { replace: true });
  };
  return {
    draft,
    change: (part: Partial<Draft>) => {
      forget();
      setDraft((old) => ({ ...old, ...part }));
    },
    fields,
    /** What keeps lines from use. Unfinished ones are shown as wrong only when saving was tried. */
    problems,
    empty,
    isTried,
    refused,
    isDirty,
    isSaving,
    save,
    holds: () => isDirty && !isLeaving.current,
  };
};
export type SegmentForm = ReturnType<typeof useSegmentForm>;
