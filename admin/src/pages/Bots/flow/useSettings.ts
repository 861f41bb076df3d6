import { useEffect, useRef, useState } from 'react';
import type { BotView } from '../../../../../server/src/contracts/bots';
import { isSame, mergeForm } from '../../../shared/merge-form';
import type { BotForm } from '../components/useBotForm';
import { draftOf } from '../model';
import { settingsOf, type Settings } from './model/saved';
import type { SavedFlow } from './useSaved';

type Field = keyof Settings;

const partOf = (settings: Settings, fields: readonly Field[]): Partial<Settings> =>
  Object.fromEntries(fields.map((field) => [field, settings[field]])) as Partial<Settings>;

/** Name, triggers, number and rest while they are edited: what others save of them follows where it was not touched here. */
export const useSettings = (form: BotForm, saved: SavedFlow) => {
  const { base, now, isBusy, know } = saved;
  const mine = settingsOf(form.draft);
  const latest = useRef(mine);
  latest.current = mine;
  const [clashes, setClashes] = useState<readonly Field[]>([]);

  /** Fields that were not touched `since` become what is saved; answers those that were touched on both sides. */
  const follow = (since: Settings, theirs: Settings): Field[] => {
    const typed = latest.current;
    const merged = mergeForm({ base: since, form: typed, saved: theirs });
    const news = (Object.keys(merged.form) as Field[]).filter(
      (field) => !isSame(merged.form[field], typed[field])
    );
    if (news.length > 0) form.change(partOf(merged.form, news));
    return merged.clashes as Field[];
  };
  const meet = (theirs: Settings): void => {
    const both = follow(base.settings, theirs);
    setClashes((old) => [...new Set([...old, ...both])]);
    know({ settings: theirs });
  };
  useEffect(() => {
    if (!isBusy && !isSame(now.settings, base.settings)) meet(now.settings);
  });
  const open = clashes.filter((field) => !isSame(mine[field], base.settings[field]));
  const mergedWith = (fresh: BotView) =>
    mergeForm({ base: base.settings, form: mine, saved: settingsOf(draftOf(fresh)) });
  return {
    mine,
    isDirty: !isSame(mine, base.settings),
    follow,
    /** Fields that are others here than somebody else saved them meanwhile. */
    clashes: open,
    /** Would saving now replace what somebody else saved, and this page has not shown so far? */
    isOvertaken: (fresh: BotView): boolean => mergedWith(fresh).clashes.length > 0,
    /** The saved values, with what was changed here. */
    over: (fresh: BotView): Settings => mergedWith(fresh).form,
    takeTheirs: () => {
      form.change(partOf(base.settings, open));
      setClashes([]);
    },
    keepMine: () => setClashes([]),
  };
};
