import { Typography } from '@strapi/design-system';
import { styled } from 'styled-components';

/** A sentence in a cell of a table: it wraps, where Strapi's cells would run over their neighbours. */
export const CellText = styled(Typography)`
  display: block;
  white-space: normal;
  overflow-wrap: anywhere;
`;

/** An amount in a cell: the column gives way to the number, which never breaks. */
export const CellAmount = styled(CellText)`
  white-space: nowrap;
  overflow-wrap: normal;
`;
