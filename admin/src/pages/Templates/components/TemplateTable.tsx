import { Badge, Flex, Link, Typography } from '@strapi/design-system';
import { Link as RouterLink } from 'react-router-dom';
import type { TemplateView } from '../../../../../server/src/contracts/templates';
import { badgeLook } from '../../../shared/badge-look';
import { ResponsiveTable, type Column } from '../../../shared/ResponsiveTable';
import { StatusWord } from '../../../shared/StatusWord';
import { useT } from '../../../shared/useT';
import { categoryKey, qualityKey } from '../model';

/** The bracket mark: this template has variables; "!" when one of them has no source yet (T-27, T-32). */
const Mark = ({ template }: { template: TemplateView }) => {
  const t = useT();
  if (template.slots.length === 0) return null;
  const missing = template.missing.length;
  return (
    <Link
      tag={RouterLink}
      to={`${template.id}#variables`}
      aria-label={t('templates.mark.label', {
        name: template.name,
        total: template.slots.length,
        missing,
      })}
    >
      <Badge {...badgeLook(missing > 0 ? 'warning' : 'neutral')}>
        {missing > 0 ? '[ ] !' : '[ ]'}
      </Badge>
    </Link>
  );
};

const Name = ({ template }: { template: TemplateView }) => (
  <Flex gap={2}>
    <Link tag={RouterLink} to={String(template.id)}>
      {template.name}
    </Link>
    <Mark template={template} />
  </Flex>
);

/** The list itself: one row per name and language. */
export const TemplateTable = ({ rows }: { rows: readonly TemplateView[] }) => {
  const t = useT();
  const columns: Column<TemplateView>[] = [
    {
      key: 'name',
      label: t('templates.column.name'),
      isTitle: true,
      render: (r) => <Name template={r} />,
    },
    {
      key: 'category',
      label: t('templates.column.category'),
      render: (r) => {
        const key = categoryKey(r.category);
        return <Typography textColor="neutral800">{key ? t(key) : r.category}</Typography>;
      },
    },
    {
      key: 'language',
      label: t('templates.column.language'),
      render: (r) => <Typography textColor="neutral800">{r.language}</Typography>,
    },
    {
      key: 'status',
      label: t('templates.column.status'),
      render: (r) => (
        <Flex>
          <StatusWord of="template" state={r.status} />
        </Flex>
      ),
    },
    {
      key: 'quality',
      label: t('templates.column.quality'),
      render: (r) => <Typography textColor="neutral800">{t(qualityKey(r.quality))}</Typography>,
    },
  ];
  return (
    <ResponsiveTable
      rows={rows}
      columns={columns}
      rowKey={(r) => r.id}
      label={t('templates.title')}
      testId="template-row"
    />
  );
};
