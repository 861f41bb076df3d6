import { useRef, type KeyboardEvent, type MouseEvent, type ReactNode } from 'react';
import { Flex } from '@strapi/design-system';
import { styled, type DefaultTheme } from 'styled-components';
import { isSecondOfDouble, nextState, type TriState } from './people/filter-model';
import { useT } from './useT';

const looks: Record<
  TriState,
  {
    back: keyof DefaultTheme['colors'];
    line: keyof DefaultTheme['colors'];
    text: keyof DefaultTheme['colors'];
  }
> = {
  off: { back: 'neutral0', line: 'neutral200', text: 'neutral800' },
  include: { back: 'success100', line: 'success200', text: 'success700' },
  exclude: { back: 'danger100', line: 'danger200', text: 'danger700' },
};

const Chip = styled.button<{ $state: TriState }>`
  display: inline-flex;
  align-items: center;
  gap: ${({ theme }) => theme.spaces[1]};
  max-inline-size: 100%;
  padding: ${({ theme }) => `${theme.spaces[1]} ${theme.spaces[2]}`};
  border: 1px solid ${({ theme, $state }) => theme.colors[looks[$state].line]};
  border-radius: ${({ theme }) => theme.borderRadius};
  background: ${({ theme, $state }) => theme.colors[looks[$state].back]};
  color: ${({ theme, $state }) => theme.colors[looks[$state].text]};
  font-size: ${({ theme }) => theme.fontSizes[1]};
  line-height: ${({ theme }) => theme.lineHeights[4]};
  text-align: start;
  cursor: pointer;
  overflow-wrap: anywhere;
  &:focus-visible {
    outline: 2px solid ${({ theme }) => theme.colors.primary600};
    outline-offset: 2px;
  }
  /* A figure beside the name, not a part of it: people call the chip by its label. */
  &[data-count]::after {
    content: attr(data-count);
    font-size: ${({ theme }) => theme.fontSizes[0]};
  }
  & > s {
    text-decoration: ${({ $state }) => ($state === 'exclude' ? 'line-through' : 'none')};
  }
`;

/** Quiet beside its chip until it is meant. */
const Exclude = styled.button`
  padding: ${({ theme }) => `${theme.spaces[1]} ${theme.spaces[2]}`};
  border: 1px solid transparent;
  border-radius: ${({ theme }) => theme.borderRadius};
  background: none;
  color: ${({ theme }) => theme.colors.neutral600};
  font-size: ${({ theme }) => theme.fontSizes[0]};
  line-height: ${({ theme }) => theme.lineHeights[4]};
  cursor: pointer;
  &:hover {
    color: ${({ theme }) => theme.colors.danger700};
  }
  &[aria-pressed='true'] {
    border-color: ${({ theme }) => theme.colors.danger200};
    background: ${({ theme }) => theme.colors.danger100};
    color: ${({ theme }) => theme.colors.danger700};
  }
  &:focus-visible {
    outline: 2px solid ${({ theme }) => theme.colors.primary600};
    outline-offset: 2px;
  }
`;

const marks: Record<TriState, string | null> = { off: null, include: '✓', exclude: '⊘' };

interface Props {
  readonly label: string;
  readonly state: TriState;
  readonly onChange: (state: TriState) => void;
  /** How many people have it. */
  readonly count?: string;
  /** A sign before the label: the colour of a tag. */
  readonly lead?: ReactNode;
}

/**
 * A filter value with three states (M-20): one press includes, the second excludes, the third clears; Shift+press goes
 * back, Delete clears. A double click is one press, so it includes. Mark, strike-through and name say the state, not the
 * colour alone.
 */
export const TriChip = ({ label, state, onChange, count, lead }: Props) => {
  const t = useT();
  const pressed = useRef<number | null>(null);
  const onClick = ({ timeStamp, shiftKey }: MouseEvent) => {
    if (!shiftKey && isSecondOfDouble(pressed.current, timeStamp)) return;
    pressed.current = timeStamp;
    onChange(nextState(state, shiftKey));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Delete' && event.key !== 'Backspace') return;
    event.preventDefault();
    onChange('off');
  };
  return (
    <Chip
      type="button"
      $state={state}
      data-state={state}
      data-count={count}
      aria-label={t(`people.chip.${state}`, { label })}
      onClick={onClick}
      onKeyDown={onKeyDown}
    >
      {marks[state] === null ? null : <span aria-hidden>{marks[state]}</span>}
      {lead}
      <s>
        <span dir="auto">{label}</span>
      </s>
    </Chip>
  );
};

/**
 * A chip with a button of its own for the other choice: nobody has to find out that a second press excludes. `released`
 * is what a second press of the button makes of it.
 */
export const TriChoice = ({ released = 'off', ...props }: Props & { released?: TriState }) => {
  const t = useT();
  const { label, state, onChange } = props;
  const isOut = state === 'exclude';
  return (
    <Flex tag="span" gap={0} maxWidth="100%">
      <TriChip {...props} />
      <Exclude
        type="button"
        aria-pressed={isOut}
        aria-label={t('people.chip.excludeOne', { label })}
        onClick={() => onChange(isOut ? released : 'exclude')}
      >
        {t('people.chip.excludeButton')}
      </Exclude>
    </Flex>
  );
};
