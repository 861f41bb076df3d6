import { useState, type DragEvent } from 'react';
import type { Item } from '../model';
import type { Place } from '../model-move';

/** So near to its edge a group means "beside me" and not "into me", as a share of its height and in pixels at most. */
const EDGE = { share: 0.25, most: 16 };

/** Where on this box the mouse is. */
const sideAt = (event: DragEvent<HTMLElement>, kind: Item['kind']): Place['side'] => {
  const { top, height } = event.currentTarget.getBoundingClientRect();
  const at = event.clientY - top;
  if (kind === 'row') return at < height / 2 ? 'before' : 'after';
  const edge = Math.min(height * EDGE.share, EDGE.most);
  if (at < edge) return 'before';
  return at > height - edge ? 'after' : 'inside';
};

interface Options {
  /** Is this a place where the line may be? */
  readonly mayDrop: (id: number, place: Place) => boolean;
  readonly onDrop: (id: number, place: Place) => void;
}

/** Lines carried by the mouse: which one, and where it would be put down. */
export const useDrag = ({ mayDrop, onDrop }: Options) => {
  const [dragged, setDragged] = useState<number | null>(null);
  const [over, setOver] = useState<Place | null>(null);
  const end = () => {
    setDragged(null);
    setOver(null);
  };
  /** The innermost box under the mouse decides. */
  const placeAt = (event: DragEvent<HTMLElement>, { id, kind }: Pick<Item, 'id' | 'kind'>) => {
    if (dragged === null) return null;
    event.stopPropagation();
    const place = { id, side: sideAt(event, kind) };
    return mayDrop(dragged, place) ? place : null;
  };
  return {
    dragged,
    over,
    /** For the sign at the line that the mouse takes hold of. */
    handle: (id: number) => ({
      draggable: true,
      onDragStart: (event: DragEvent<HTMLElement>) => {
        const line = event.currentTarget.closest('[data-item]');
        event.dataTransfer.effectAllowed = 'move';
        // Firefox carries nothing that has no data.
        event.dataTransfer.setData('text/plain', String(id));
        if (line) event.dataTransfer.setDragImage(line, 0, 0);
        setDragged(id);
      },
      onDragEnd: end,
    }),
    /** For a line, a group, or the whole. */
    target: (item: Pick<Item, 'id' | 'kind'>) => ({
      onDragOver: (event: DragEvent<HTMLElement>) => {
        const place = placeAt(event, item);
        if (place) event.preventDefault();
        setOver((old) => (old?.id === place?.id && old?.side === place?.side ? old : place));
      },
      onDrop: (event: DragEvent<HTMLElement>) => {
        const place = placeAt(event, item);
        if (!place || dragged === null) return;
        event.preventDefault();
        onDrop(dragged, place);
        end();
      },
    }),
  };
};
export type Drag = ReturnType<typeof useDrag>;
