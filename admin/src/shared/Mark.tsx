import { styled } from 'styled-components';
import { tint } from './tint';

/** Words of a text that are meant: what was searched for, or what an advice is about. */
export const Mark = styled.mark`
  background: ${({ theme }) => tint(theme, 'warning')};
  color: ${({ theme }) => theme.colors.neutral800};
  font-weight: ${({ theme }) => theme.fontWeights.bold};
`;
