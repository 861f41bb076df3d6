import { useRef } from 'react';
import { Menu } from '@strapi/design-system';
import { FULL_HEIGHT } from '../../../../shared/FullMenu';
import type { StepKind } from '../model/form';
import { Kinds } from '../Outline';
import type { Asked } from './useCanvas';

/** A menu hangs on a button: this one is a point that nobody sees. */
const POINT = {
  position: 'fixed',
  width: 0,
  height: 0,
  padding: 0,
  border: 0,
  opacity: 0,
  pointerEvents: 'none',
} as const;

interface Props {
  readonly asked: Asked;
  readonly onClose: () => void;
  /** The menu has let go of the focus. Null: nothing was chosen. */
  readonly onDone: (kind: StepKind | null) => void;
}

/** All kinds of steps, where an exit was let go. */
export const AddHere = ({ asked, onClose, onDone }: Props) => {
  const chosen = useRef<StepKind | null>(null);
  return (
    <Menu.Root open onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}>
      <Menu.Trigger
        tabIndex={-1}
        aria-hidden
        endIcon={null}
        style={{ ...POINT, left: asked.x, top: asked.y }}
      />
      <Menu.Content
        maxHeight={FULL_HEIGHT}
        onCloseAutoFocus={(event) => {
          event.preventDefault();
          onDone(chosen.current);
        }}
      >
        <Kinds
          onChoose={(kind) => {
            chosen.current = kind;
          }}
        />
      </Menu.Content>
    </Menu.Root>
  );
};
