import { useLayoutEffect, useRef, type RefObject } from 'react';
import { styled } from 'styled-components';
import { openVariables } from '../../../../../server/src/contracts/open-variable';

/** Over the field, with letters that nobody sees: only the marks around them are. */
const Overlay = styled.div`
  position: absolute;
  z-index: 1;
  overflow: hidden;
  pointer-events: none;
  color: transparent;
  white-space: pre-wrap;
  overflow-wrap: break-word;
  mark {
    color: transparent;
    border-radius: ${({ theme }) => theme.borderRadius};
    background: color-mix(in srgb, ${({ theme }) => theme.colors.warning500} 28%, transparent);
    box-shadow: inset 0 -0.2rem 0 ${({ theme }) => theme.colors.warning600};
  }
`;

/** What decides where a letter stands. */
const LETTERS = [
  'direction',
  'fontFamily',
  'fontSize',
  'fontStyle',
  'fontWeight',
  'letterSpacing',
  'lineHeight',
  'padding',
  'textAlign',
  'textIndent',
  'wordSpacing',
] as const;

/** Lays the overlay exactly over the letters of the field. */
const fit = (overlay: HTMLElement, field: HTMLTextAreaElement) => {
  const like = getComputedStyle(field);
  for (const one of LETTERS) overlay.style[one] = like[one];
  const from = (overlay.offsetParent ?? overlay).getBoundingClientRect();
  const to = field.getBoundingClientRect();
  overlay.style.top = `${to.top - from.top + field.clientTop}px`;
  overlay.style.left = `${to.left - from.left + field.clientLeft}px`;
  // Without the scroll bar, which takes room of the text.
  overlay.style.width = `${field.clientWidth}px`;
  overlay.style.height = `${field.clientHeight}px`;
  overlay.scrollTop = field.scrollTop;
};

const piecesOf = (text: string) => {
  let read = 0;
  const pieces = openVariables(text).map(([from, to]) => {
    const before = text.slice(read, from);
    read = to;
    return { from, before, open: text.slice(from, to) };
  });
  return { pieces, rest: text.slice(read) };
};

interface Props {
  readonly text: string;
  readonly field: RefObject<HTMLTextAreaElement>;
}

const Marks = ({ text, field }: Props) => {
  const overlay = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (overlay.current && field.current) fit(overlay.current, field.current);
  }, [text, field]);
  useLayoutEffect(() => {
    const { current: element } = field;
    if (!element) return undefined;
    const again = () => overlay.current && fit(overlay.current, element);
    const observer = new ResizeObserver(again);
    observer.observe(element);
    element.addEventListener('scroll', again);
    return () => {
      observer.disconnect();
      element.removeEventListener('scroll', again);
    };
  }, [field]);
  const { pieces, rest } = piecesOf(text);
  return (
    <Overlay ref={overlay} aria-hidden data-testid="open-places">
      {pieces.map(({ from, before, open }) => (
        <span key={from}>
          {before}
          <mark>{open}</mark>
        </span>
      ))}
      {/* A line break at the end counts only before something. */}
      {`${rest}\u200b`}
    </Overlay>
  );
};

/** Variables of the field that nobody has filled stay marked until somebody does. Put it beside the field, in its positioned frame. */
export const OpenPlaces = (props: Props) =>
  openVariables(props.text).length > 0 ? <Marks {...props} /> : null;
