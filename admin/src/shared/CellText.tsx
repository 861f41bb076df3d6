import { Typography } from '@strapi/design-system';
import { styled } from 'styled-components';

/** A sentence in a cell of a table: it wraps, where Strapi's cells would run over their neighbours. */
export const CellText = styled(Typography)`
  display: block;
  white-space: normal;
  overflow-wrap: anywhere;
`;
