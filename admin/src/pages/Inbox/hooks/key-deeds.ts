import { useReducer, useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { PLUGIN_ID } from '../../../pluginId';
import { useCan } from '../../../shared/permissions';
import { useMe } from '../../../shared/useMe';
import { keepLetters, readLetters } from '../model/letter-keys';
import type { KeyActions } from './useKeys';

/** The list of keys, and whether letters are commands for this person. */
export const useKeysSwitch = () => {
  const me = useMe();
  const [open, setOpen] = useState(false);
  const [, changed] = useReducer((times: number) => times + 1, 0);
  const keysOn = readLetters(localStorage, me);
  const sheet = {
    show: () => setOpen(true),
    props: {
      open,
      onClose: () => setOpen(false),
      enabled: keysOn,
      onEnabled: (on: boolean) => {
        keepLetters(localStorage, me, on);
        changed();
      },
    },
  };
  return { sheet, keysOn };
};

/** `g` and then a letter: other pages of the plugin, those that the person may open. */
export const useGoTo = (): KeyActions => {
  const navigate = useNavigate();
  const { can } = useCan();
  const go = (page: string) => () => navigate(`/plugins/${PLUGIN_ID}/${page}`);
  return {
    'g c': can.contactBrowse ? go('contacts') : undefined,
    'g t': can.taskHandle ? go('tasks') : undefined,
    'g p': can.campaignFollow ? go('campaigns') : undefined,
  };
};

/** The focus to the first pane, to the next one or to the one before it, around the ends. */
export const focusPane = (panes: HTMLElement | null, to: 1 | -1 | 'list' | 'thread'): void => {
  const all = [...(panes?.children ?? [])].filter(
    (pane): pane is HTMLElement => pane instanceof HTMLElement
  );
  const at = all.findIndex((pane) => pane.contains(document.activeElement));
  // From outside of all of them to the first, or back to the last.
  const beside = (step: 1 | -1) => (at === -1 ? (step === 1 ? 0 : -1) : (at + step) % all.length);
  const pane = typeof to === 'number' ? all.at(beside(to)) : all[to === 'list' ? 0 : 1];
  if (!pane) return;
  pane.tabIndex = -1;
  pane.focus();
};

/** How often tagging was asked for: each time the field of tags takes the focus, in a panel that opens for it. */
export const useTagging = (isPanelOpen: boolean, togglePanel: () => void) => {
  const [asked, setAsked] = useState(0);
  const ask = () => {
    if (!isPanelOpen) togglePanel();
    setAsked((times) => times + 1);
  };
  return { asked, ask };
};
