import { useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { PLUGIN_ID } from '../../../pluginId';
import { useCan } from '../../../shared/permissions';
import type { KeyActions } from './useKeys';

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

/** The focus to the next pane or the one before it, around the ends. */
export const focusPane = (panes: HTMLElement | null, step: 1 | -1): void => {
  const all = [...(panes?.children ?? [])].filter(
    (pane): pane is HTMLElement => pane instanceof HTMLElement
  );
  const at = all.findIndex((pane) => pane.contains(document.activeElement));
  // From outside of all of them to the first, or back to the last.
  const next = at === -1 ? (step === 1 ? 0 : -1) : (at + step) % all.length;
  const pane = all.at(next);
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
