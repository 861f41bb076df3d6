import { Box } from '@strapi/design-system';
import { styled } from 'styled-components';
import type { FlowKey } from '../../../../../../server/src/contracts/flow-graph';
import { marked } from '../marked';

/** Width and height of the dot of an exit, in pixels of the canvas. */
export const DOT = 16;

/** The window over the canvas, with the colours of the theme for what the library draws. */
export const CanvasFrame = styled(Box)<{ $hit: FlowKey | null }>`
  block-size: max(42rem, 70vh);
  border: 0.1rem solid ${({ theme }) => theme.colors.neutral200};
  border-radius: ${({ theme }) => theme.borderRadius};
  overflow: hidden;

  --xy-background-color: ${({ theme }) => theme.colors.neutral100};
  --xy-background-pattern-color: ${({ theme }) => theme.colors.neutral300};
  --xy-edge-stroke: ${({ theme }) => theme.colors.neutral500};
  --xy-edge-stroke-width: 1.5;
  --xy-edge-stroke-selected: ${({ theme }) => theme.colors.primary600};
  --xy-connectionline-stroke: ${({ theme }) => theme.colors.primary600};
  --xy-connectionline-stroke-width: 2;
  --xy-minimap-background-color: ${({ theme }) => theme.colors.neutral0};
  --xy-minimap-mask-background-color: color-mix(
    in srgb,
    ${({ theme }) => theme.colors.neutral200} 60%,
    transparent
  );
  --xy-minimap-node-background-color: ${({ theme }) => theme.colors.neutral400};
  --xy-attribution-background-color: transparent;

  .react-flow__attribution a {
    color: ${({ theme }) => theme.colors.neutral600};
  }

  .react-flow__edge.selected .react-flow__edge-path {
    stroke-width: 3;
  }

  .react-flow__node button {
    block-size: 2.4rem;
    padding: 0 0.4rem;
  }

  .flow-exit {
    box-sizing: border-box;
    inline-size: ${DOT}px;
    block-size: ${DOT}px;
    background: ${({ theme }) => theme.colors.primary600};
    border: 0.3rem solid ${({ theme }) => theme.colors.neutral0};
  }

  .flow-entry {
    border: 0;
    border-radius: 0;
  }

  .react-flow__node:has(.flow-entry.connectingto.valid) [data-step] {
    outline: 0.2rem solid ${({ theme }) => theme.colors.primary600};
  }

  ${marked}
`;
