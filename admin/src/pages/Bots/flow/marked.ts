import { css } from 'styled-components';
import type { FlowKey } from '../../../../../server/src/contracts/flow-graph';

/** Around the step that one was looking for, inside of what has this style. */
export const marked = css<{ $hit: FlowKey | null }>`
  [data-step='${({ $hit }) => $hit ?? ''}'] {
    outline: 0.2rem solid ${({ theme }) => theme.colors.primary600};
    outline-offset: 0.2rem;
  }
`;
