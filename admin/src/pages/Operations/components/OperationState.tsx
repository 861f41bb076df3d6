import { Status, Typography } from '@strapi/design-system';
import type { OperationState as State } from '../../../../../server/src/contracts/operations';
import { useT } from '../../../shared/useT';

const looks = {
  queued: ['◷', 'neutral'],
  running: ['➤', 'primary'],
  waiting: ['◷', 'warning'],
  paused: ['⏸', 'warning'],
  done: ['✓', 'success'],
  failed: ['!', 'danger'],
  cancelled: ['✕', 'neutral'],
} as const satisfies Record<State, readonly [string, string]>;

/** State as mark, word and colour. */
export const OperationState = ({
  state,
  cancelling = false,
}: {
  state: State;
  cancelling?: boolean;
}) => {
  const t = useT();
  const [mark, variant] = looks[state];
  return (
    <Status variant={variant} size="S" width="fit-content" data-state={state}>
      <Typography tag="span" variant="pi" fontWeight="bold">
        <span aria-hidden>{`${mark} `}</span>
        {t(cancelling ? 'operations.state.cancelling' : `operations.state.${state}`)}
      </Typography>
    </Status>
  );
};
