import { Box, Typography } from '@strapi/design-system';
import { styled } from 'styled-components';
import type { TagColor } from '../../../../server/src/contracts/contacts';

const Dot = styled.span<{ $color: TagColor }>`
  display: inline-block;
  flex-shrink: 0;
  inline-size: ${({ theme }) => theme.spaces[2]};
  block-size: ${({ theme }) => theme.spaces[2]};
  margin-inline-end: ${({ theme }) => theme.spaces[1]};
  border-radius: 50%;
  background: ${({ theme, $color }) => theme.colors[`${$color}600`]};
`;

/** The colour of a tag as a dot, which reads on every background; a plain tag has none. */
export const TagDot = ({ color }: { readonly color: TagColor | null }) =>
  color === null ? null : <Dot $color={color} data-color={color} aria-hidden />;

interface Props {
  readonly name: string;
  readonly color: TagColor | null;
}

/** A tag inside something else: a row, an option, a chip. */
export const TagName = ({ name, color }: Props) => (
  <span>
    <TagDot color={color} />
    <span dir="auto">{name}</span>
  </span>
);

/** A tag by itself, as it is written: a design-system badge writes capitals, and i is no I in Turkish. */
export const TagBadge = ({ name, color }: Props) => (
  <Box
    background={color === null ? 'neutral150' : `${color}100`}
    borderColor={color === null ? 'neutral150' : `${color}200`}
    hasRadius
    paddingTop={1}
    paddingBottom={1}
    paddingLeft={2}
    paddingRight={2}
    maxWidth="100%"
  >
    <Typography
      variant="pi"
      fontWeight="bold"
      textColor={color === null ? 'neutral600' : 'neutral800'}
    >
      <TagName name={name} color={color} />
    </Typography>
  </Box>
);
