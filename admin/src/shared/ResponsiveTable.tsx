import type { ReactNode } from 'react';
import {
  Box,
  Checkbox,
  Flex,
  Table,
  Tbody,
  Td,
  Th,
  Thead,
  Tr,
  Typography,
  VisuallyHidden,
} from '@strapi/design-system';
import { useIsMobile } from '@strapi/strapi/admin';
import { styled } from 'styled-components';

export type Column<Row> = {
  key: string;
  label: string;
  render: (row: Row) => ReactNode;
  /** Stands alone at the top of the card on a phone. */
  isTitle?: boolean;
  /** False where there is nothing to say: the line is left out of the card. */
  has?: (row: Row) => boolean;
  /** The heading is only for screen readers: actions, marks. */
  hideLabel?: boolean;
  /** A few words in more than one line: on a card they end where the values above and below end. */
  endsLine?: boolean;
};

export type Selection<Row> = {
  isSelected: (row: Row) => boolean;
  /** False for rows that cannot be chosen (now). */
  canSelect?: (row: Row) => boolean;
  toggle: (row: Row) => void;
  all: boolean | 'indeterminate';
  toggleAll: () => void;
  labelOf: (row: Row) => string;
  allLabel: string;
};

type Props<Row> = {
  rows: readonly Row[];
  columns: Column<Row>[];
  rowKey: (row: Row) => string | number;
  label: string;
  selection?: Selection<Row>;
  testId?: string;
  /** For many columns beside something else: cells stand closer and their words wrap. */
  isTight?: boolean;
};

/** Strapi's rows set the padding of their cells and keep each on one line. */
const Tight = styled.div`
  && td:not(:first-of-type),
  && th:not(:first-of-type) {
    padding-inline: ${({ theme }) => theme.spaces[2]};
  }
  && td,
  && th,
  && th * {
    white-space: normal;
  }
`;

/** Across the card from its name. */
const Ended = styled(Box)`
  text-align: end;
  && > * {
    align-items: flex-end;
  }
`;

/** The box of the table's head, for cards that have none. */
const PageBox = <Row,>({ selection }: { selection: Selection<Row> }) => (
  <Checkbox checked={selection.all} onCheckedChange={selection.toggleAll}>
    {selection.allLabel}
  </Checkbox>
);

const Cards = <Row,>(props: Props<Row>) => (
  <Flex direction="column" alignItems="stretch" gap={3}>
    {props.selection ? <PageBox selection={props.selection} /> : null}
    <CardList {...props} />
  </Flex>
);

const CardList = <Row,>({ rows, columns, rowKey, label, selection, testId }: Props<Row>) => (
  <Flex
    tag="ul"
    direction="column"
    alignItems="stretch"
    gap={2}
    padding={0}
    margin={0}
    aria-label={label}
  >
    {rows.map((row) => (
      <Box
        key={rowKey(row)}
        tag="li"
        background="neutral0"
        hasRadius
        shadow="tableShadow"
        padding={4}
        data-testid={testId}
      >
        <Flex direction="column" alignItems="stretch" gap={2}>
          <Flex gap={3} alignItems="flex-start">
            {selection ? <RowBox row={row} selection={selection} /> : null}
            <Box flex="1" minWidth="0">
              {columns
                .filter((c) => c.isTitle)
                .map((c) => (
                  <Box key={c.key}>{c.render(row)}</Box>
                ))}
            </Box>
          </Flex>
          {columns
            .filter((c) => !c.isTitle && (c.has?.(row) ?? true))
            .map((c) => (
              <Flex
                key={c.key}
                gap={2}
                justifyContent="space-between"
                alignItems="center"
                wrap="wrap"
              >
                {c.hideLabel ? null : (
                  <Typography variant="pi" textColor="neutral600">
                    {c.label}
                  </Typography>
                )}
                {c.endsLine ? <Ended minWidth="0">{c.render(row)}</Ended> : c.render(row)}
              </Flex>
            ))}
        </Flex>
      </Box>
    ))}
  </Flex>
);

const RowBox = <Row,>({ row, selection }: { row: Row; selection: Selection<Row> }) => (
  <Checkbox
    aria-label={selection.labelOf(row)}
    checked={selection.isSelected(row)}
    disabled={!(selection.canSelect?.(row) ?? true)}
    onCheckedChange={() => selection.toggle(row)}
  />
);

const Head = <Row,>({ columns, selection }: Pick<Props<Row>, 'columns' | 'selection'>) => (
  <Thead>
    <Tr>
      {selection ? (
        <Th>
          <Checkbox
            aria-label={selection.allLabel}
            checked={selection.all}
            onCheckedChange={selection.toggleAll}
          />
        </Th>
      ) : null}
      {columns.map((column) => (
        <Th key={column.key}>
          {column.hideLabel ? (
            <VisuallyHidden>{column.label}</VisuallyHidden>
          ) : (
            <Typography variant="sigma" textColor="neutral600">
              {column.label}
            </Typography>
          )}
        </Th>
      ))}
    </Tr>
  </Thead>
);

/** Strapi's table; on a phone each row becomes a card with its title first, so nothing scrolls sideways. */
export const ResponsiveTable = <Row,>(props: Props<Row>) => {
  const isMobile = useIsMobile();
  if (isMobile) return <Cards {...props} />;
  const { rows, columns, rowKey, label, selection, testId, isTight } = props;
  const table = (
    <Table
      colCount={columns.length + (selection ? 1 : 0)}
      rowCount={rows.length + 1}
      aria-label={label}
    >
      <Head columns={columns} {...(selection ? { selection } : {})} />
      <Tbody>
        {rows.map((row) => (
          <Tr key={rowKey(row)} data-testid={testId}>
            {selection ? (
              <Td>
                <RowBox row={row} selection={selection} />
              </Td>
            ) : null}
            {columns.map((column) => (
              <Td key={column.key}>{column.render(row)}</Td>
            ))}
          </Tr>
        ))}
      </Tbody>
    </Table>
  );
  return isTight ? <Tight>{table}</Tight> : table;
};
