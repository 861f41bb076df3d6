import { Status, Typography } from '@strapi/design-system';
import { styled } from 'styled-components';
import type { KeyEnd } from '../translations/key';
import { useKnownWord } from './useKnownWord';

/** The design system's orange on orange misses a contrast of 4.5 : 1. The mark stays beside its word, also in a narrow column. */
const Word = styled(Typography)<{ $isWarning: boolean }>`
  &&& {
    white-space: nowrap;
    ${({ theme, $isWarning }) => ($isWarning ? `color: ${theme.colors.neutral800};` : '')}
  }
`;

type Variant =
  | 'success'
  | 'primary'
  | 'danger'
  | 'warning'
  | 'neutral'
  | 'secondary'
  | 'alternative';
type Look = readonly [mark: string, variant: Variant];
type StateKind =
  KeyEnd<'state.'> extends infer End
    ? End extends `${infer Kind}.${string}`
      ? Kind
      : never
    : never;

const consent = {
  in: ['✓', 'success'],
  none: ['–', 'neutral'],
  out: ['✕', 'danger'],
} as const;
const looks = {
  message: {
    queued: ['◷', 'neutral'],
    sending: ['◷', 'neutral'],
    accepted: ['✓', 'neutral'],
    sent: ['✓', 'neutral'],
    delivered: ['✓✓', 'neutral'],
    read: ['✓✓', 'primary'],
    played: ['✓✓', 'primary'],
    failed: ['!', 'danger'],
    uncertain: ['?', 'warning'],
    left: ['?', 'neutral'],
    received: ['↓', 'neutral'],
    note: ['✎', 'neutral'],
    skipped: ['–', 'alternative'],
    held: ['⏸', 'warning'],
  },
  campaign: {
    draft: ['✎', 'neutral'],
    scheduled: ['◷', 'secondary'],
    overdue: ['!', 'danger'],
    preparing: ['…', 'secondary'],
    running: ['➤', 'primary'],
    waiting: ['◷', 'warning'],
    paused: ['⏸', 'warning'],
    cancelling: ['…', 'neutral'],
    cancelled: ['✕', 'neutral'],
    completed: ['✓', 'success'],
    failed: ['!', 'danger'],
  },
  template: {
    DRAFT: ['✎', 'neutral'],
    PENDING: ['◷', 'secondary'],
    APPROVED: ['✓', 'success'],
    REJECTED: ['✕', 'danger'],
    PAUSED: ['⏸', 'warning'],
    DISABLED: ['⊘', 'danger'],
    IN_APPEAL: ['…', 'warning'],
    MISSING: ['?', 'warning'],
    OTHER: ['?', 'neutral'],
  },
  conversation: {
    open: ['○', 'success'],
    snoozed: ['◷', 'secondary'],
    closed: ['●', 'neutral'],
  },
  delivery: { waiting: ['◷', 'secondary'], done: ['✓', 'success'], failed: ['!', 'danger'] },
  endpoint: { on: ['✓', 'success'], failing: ['!', 'warning'], off: ['✕', 'neutral'] },
  automation: {
    on: ['✓', 'success'],
    asks: ['?', 'warning'],
    silent: ['!', 'warning'],
    stopped: ['✕', 'danger'],
    finishing: ['…', 'neutral'],
    off: ['–', 'neutral'],
  },
  tester: {
    waiting: ['◷', 'secondary'],
    expired: ['!', 'warning'],
    confirmed: ['✓', 'success'],
  },
  consent: { ...consent, asked: ['?', 'warning'] },
  // Of consent, where nothing beside it says that it is the one for marketing.
  marketing: consent,
} as const satisfies { [Kind in StateKind]: Record<KeyEnd<`state.${Kind}.`>, Look> };

type Looks = typeof looks;
/** `{ of: 'campaign', state: 'running' }`… */
type Props = {
  [Kind in keyof Looks]: { readonly of: Kind; readonly state: keyof Looks[Kind] };
}[keyof Looks];

/** A state as icon, word and colour: the same everywhere, never by colour alone. */
export const StatusWord = ({ of, state }: Props) => {
  const known = useKnownWord();
  const table: Record<string, Look> = looks[of];
  const [mark, variant] = table[state] ?? ['?', 'neutral'];
  return (
    <Status variant={variant} size="S" width="fit-content" data-state={state}>
      <Word tag="span" variant="pi" fontWeight="bold" $isWarning={variant === 'warning'}>
        {/* The selector keeps a mark that is also an emoji in the colour of the word. */}
        <span aria-hidden>{`${mark}\uFE0E `}</span>
        {known(`state.${of}`, state) ?? state}
      </Word>
    </Status>
  );
};
