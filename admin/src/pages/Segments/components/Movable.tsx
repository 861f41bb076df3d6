import type { ReactNode } from 'react';
import { Box, Flex, IconButton, type BoxProps } from '@strapi/design-system';
import { ArrowDown, ArrowUp, Drag as DragIcon } from '@strapi/icons';
import { useIsMobile } from '@strapi/strapi/admin';
import { styled } from 'styled-components';
import { useT } from '../../../shared/useT';
import type { Item } from '../model';
import type { Place } from '../model-move';
import type { Builder } from './useBuilder';

const lines: Record<Place['side'], string> = {
  before: '0 -0.3rem 0 0',
  after: '0 0.3rem 0 0',
  inside: 'inset 0 0 0 0.2rem',
};

/** A line shows where the carried one would come to stand. */
const Stand = styled(Box)<{ $over: Place['side'] | null; $isCarried: boolean }>`
  opacity: ${({ $isCarried }) => ($isCarried ? 0.5 : 1)};
  ${({ theme, $over }) =>
    $over === null ? '' : `box-shadow: ${lines[$over]} ${theme.colors.primary600};`}
`;

const Grip = styled.span`
  display: inline-flex;
  flex-shrink: 0;
  padding: ${({ theme }) => theme.spaces[2]} ${({ theme }) => theme.spaces[1]};
  cursor: grab;
  color: ${({ theme }) => theme.colors.neutral500};
`;

interface Props extends Omit<BoxProps<'div'>, 'ref'> {
  readonly lines: Builder;
  readonly item: Item;
  readonly children: ReactNode;
}

/** The box of a condition or of a group of them: the keyboard stops at it, the mouse carries it. */
export const Movable = ({ lines: builder, item, children, ...box }: Props) => {
  const { over, dragged } = builder.drag;
  return (
    <Stand
      tabIndex={0}
      role="group"
      data-item={item.id}
      data-over={over?.id === item.id ? over.side : undefined}
      hasRadius
      $over={over?.id === item.id ? over.side : null}
      $isCarried={dragged === item.id}
      {...builder.drag.target(item)}
      {...box}
    >
      {children}
    </Stand>
  );
};

interface HandleProps {
  readonly lines: Builder;
  readonly id: number;
  /** The line in words. */
  readonly name: string;
}

/**
 * What moves a line: a sign for the mouse (the keyboard has Alt+↑ ↓ at the line itself), and on a phone, where nothing can
 * be carried, two buttons.
 */
export const Handle = ({ lines: builder, id, name }: HandleProps) => {
  const t = useT();
  const isMobile = useIsMobile();
  if (isMobile)
    return (
      <Flex gap={1}>
        <IconButton
          variant="ghost"
          label={t('segments.row.up', { name })}
          onClick={() => builder.move(id, 'up')}
        >
          <ArrowUp />
        </IconButton>
        <IconButton
          variant="ghost"
          label={t('segments.row.down', { name })}
          onClick={() => builder.move(id, 'down')}
        >
          <ArrowDown />
        </IconButton>
      </Flex>
    );
  return (
    <Grip
      aria-hidden
      title={t('segments.row.drag')}
      data-testid="drag-handle"
      {...builder.drag.handle(id)}
    >
      <DragIcon />
    </Grip>
  );
};
