import { Box, Button, Flex, IconButton, Typography } from '@strapi/design-system';
import { Plus, Trash } from '@strapi/icons';
import { CHAT_LIMITS } from '../../../../../../server/src/contracts/chat-content';
import { useT } from '../../../../shared/useT';
import { Limited } from './Limited';
import type { ExtraOf } from './model';

type Body = ExtraOf['list'];
type Section = Body['sections'][number];
interface Props {
  readonly body: Body;
  readonly onChange: (body: Body) => void;
}

const RowFields = ({
  row,
  number,
  onChange,
  onRemove,
}: {
  row: Section['rows'][number];
  number: number;
  onChange: (row: Section['rows'][number]) => void;
  /** Null for the last one of its section. */
  onRemove: (() => void) | null;
}) => {
  const t = useT();
  return (
    <Flex tag="li" gap={2} alignItems="start">
      <Flex direction="column" alignItems="stretch" gap={2} flex="1">
        <Limited
          name="row-title"
          label={t('composer.extra.list.row', { number })}
          value={row.title}
          max={CHAT_LIMITS.rowTitle}
          required
          onChange={(title) => onChange({ ...row, title })}
        />
        <Limited
          name="row-description"
          label={t('composer.extra.list.description')}
          value={row.description ?? ''}
          max={CHAT_LIMITS.rowDescription}
          onChange={(description) => onChange({ ...row, description })}
        />
      </Flex>
      <IconButton
        label={t('composer.extra.remove')}
        variant="ghost"
        disabled={onRemove === null}
        onClick={() => onRemove?.()}
      >
        <Trash />
      </IconButton>
    </Flex>
  );
};

/** The rows of a list, in sections. */
export const SectionsForm = ({ body, onChange }: Props) => {
  const t = useT();
  const { sections } = body;
  const count = sections.flatMap(({ rows }) => rows).length;
  const full = count >= CHAT_LIMITS.rows;
  const set = (next: Section[]) => onChange({ ...body, sections: next });
  const setRows = (at: number, rows: Section['rows']) =>
    set(
      rows.length === 0
        ? sections.toSpliced(at, 1)
        : sections.map((section, index) => (index === at ? { ...section, rows } : section))
    );
  return (
    <Flex direction="column" alignItems="stretch" gap={3}>
      <Limited
        name="list-button"
        label={t('composer.extra.list.button')}
        value={body.button}
        max={CHAT_LIMITS.button}
        required
        onChange={(button) => onChange({ ...body, button })}
      />
      {sections.map((section, at) => (
        <Box key={at} background="neutral100" hasRadius padding={3}>
          <Flex direction="column" alignItems="stretch" gap={3}>
            <Limited
              name="section-title"
              label={t('composer.extra.list.section', { number: at + 1 })}
              value={section.title}
              max={CHAT_LIMITS.sectionTitle}
              required={sections.length > 1}
              onChange={(title) => set(sections.with(at, { ...section, title }))}
            />
            <Flex tag="ul" direction="column" alignItems="stretch" gap={3}>
              {section.rows.map((row, index) => (
                <RowFields
                  key={index}
                  row={row}
                  number={index + 1}
                  onChange={(next) => setRows(at, section.rows.with(index, next))}
                  onRemove={
                    count === 1 ? null : () => setRows(at, section.rows.toSpliced(index, 1))
                  }
                />
              ))}
            </Flex>
            <Flex>
              <Button
                size="S"
                variant="secondary"
                startIcon={<Plus />}
                disabled={full}
                onClick={() => setRows(at, [...section.rows, { title: '' }])}
              >
                {t('composer.extra.list.add-row')}
              </Button>
            </Flex>
          </Flex>
        </Box>
      ))}
      <Flex gap={3} wrap="wrap">
        <Button
          variant="tertiary"
          disabled={full}
          onClick={() => set([...sections, { title: '', rows: [{ title: '' }] }])}
        >
          {t('composer.extra.list.add-section')}
        </Button>
        <Typography variant="pi" textColor="neutral600" role="status">
          {t('composer.extra.list.rows', { count, limit: CHAT_LIMITS.rows })}
        </Typography>
      </Flex>
    </Flex>
  );
};
