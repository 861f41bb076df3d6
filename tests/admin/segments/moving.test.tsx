import { createEvent, fireEvent, screen, waitFor } from '@testing-library/react';
import type { SegmentNode } from '../../../server/src/contracts/segments';
import { violations } from '../axe';
import { openSegment, rowAt, rows } from './stage';
import { showOn } from '../../support/show-on';
import { en, tr } from '../../support/words';

showOn('wide');

afterEach(() => {
  showOn('wide');
  jest.restoreAllMocks();
});

const HEIGHT = 100;
/** jsdom draws nothing and knows no mouse that carries: the box is 100 high, `y` is where on it the mouse is. */
const carry = (type: 'dragOver' | 'drop', box: Element, y: number): Event => {
  jest.spyOn(box, 'getBoundingClientRect').mockReturnValue({ top: 0, height: HEIGHT } as DOMRect);
  const event = createEvent[type](box);
  Object.defineProperty(event, 'clientY', { value: y });
  fireEvent(box, event);
  return event;
};
const setDragImage = jest.fn();
const take = (at: number) =>
  fireEvent.dragStart(rowAt(at).getByTestId('drag-handle'), {
    dataTransfer: { setData: jest.fn(), setDragImage },
  });
const box = (at: number): Element => {
  const row = rows()[at];
  if (!row) throw new Error(`there is no line ${at}`);
  return row;
};
const kinds = (nodes: readonly SegmentNode[] | undefined): unknown[] | undefined =>
  nodes?.map((node) => (node.kind === 'group' ? kinds(node.nodes) : node.kind));

describe('the conditions of a segment', () => {
  it('[P-13] are carried by the mouse past each other, and the place is shown before', async () => {
    const { counted } = await openSegment({ id: 4 });
    await screen.findByTestId('segment-builder');
    await waitFor(() => expect(kinds(counted()?.nodes)).toEqual(['people', 'messages']));
    take(1);
    expect(setDragImage).toHaveBeenCalledWith(box(1), 0, 0);
    expect(carry('dragOver', box(0), 10).defaultPrevented).toBe(true);
    expect(box(0).getAttribute('data-over')).toBe('before');
    carry('dragOver', box(0), 90);
    expect(box(0).getAttribute('data-over')).toBe('after');
    carry('drop', box(0), 10);
    await waitFor(() => expect(kinds(counted()?.nodes)).toEqual(['messages', 'people']));
    expect(box(0).getAttribute('data-over')).toBeNull();
    expect(document.activeElement).toBe(box(0));
  });

  it('[P-13] are carried into a group; a group is not carried into itself', async () => {
    const { person, counted } = await openSegment({ id: 4 });
    await person.click(await screen.findByText(en('segments.add.group')));
    const group = screen.getByTestId('segment-group');
    take(0);
    expect(carry('dragOver', group, 50).defaultPrevented).toBe(true);
    expect(group.getAttribute('data-over')).toBe('inside');
    carry('drop', group, 50);
    await waitFor(() => expect(kinds(counted()?.nodes)).toEqual(['messages', ['people']]));
    const [handle] = screen.getByTestId('segment-group').querySelectorAll('[draggable="true"]');
    fireEvent.dragStart(handle as Element, { dataTransfer: { setData: jest.fn(), setDragImage } });
    expect(carry('dragOver', box(1), 10).defaultPrevented).toBe(false);
    carry('drop', box(1), 10);
    fireEvent.dragEnd(handle as Element);
    expect(kinds(counted()?.nodes)).toEqual(['messages', ['people']]);
  });

  it('stay when they are let go elsewhere', async () => {
    const { counted } = await openSegment({ id: 4 });
    await screen.findByTestId('segment-builder');
    take(1);
    carry('dragOver', box(0), 10);
    fireEvent.dragEnd(rowAt(1).getByTestId('drag-handle'));
    expect(box(0).getAttribute('data-over')).toBeNull();
    carry('drop', box(0), 10);
    await waitFor(() => expect(kinds(counted()?.nodes)).toEqual(['people', 'messages']));
  });

  it('[X-13] have two buttons on a phone, where nothing is carried', async () => {
    showOn('phone');
    const { person, counted } = await openSegment({ id: 4, locale: 'tr' });
    await screen.findByTestId('segment-builder');
    expect(screen.queryByTestId('drag-handle')).toBeNull();
    await person.click(
      rowAt(0).getByRole('button', { name: tr('segments.row.down', { name: 'Etiketler: vip' }) })
    );
    await waitFor(() => expect(kinds(counted()?.nodes)).toEqual(['messages', 'people']));
    expect(await violations()).toEqual([]);
  });
});
