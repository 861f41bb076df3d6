import { Badge, Flex, Link, Typography } from '@strapi/design-system';
import { Link as RouterLink } from 'react-router-dom';
import type { ContactView } from '../../../../../server/src/contracts/contacts';
import { ResponsiveTable, type Column, type Selection } from '../../../shared/ResponsiveTable';
import { StatusWord } from '../../../shared/StatusWord';
import { useMoments } from '../../../shared/useMoments';
import { useT } from '../../../shared/useT';
import { addressOf, lastTalk } from '../model';

type Props = {
  rows: readonly ContactView[];
  /** Address that opens one person beside the list. */
  hrefOf: (id: number) => string;
  selection?: Selection<ContactView>;
  /** Epoch ms, for "3 days ago". */
  now: number;
};

const Tags = ({ tags }: { tags: string[] }) => {
  const t = useT();
  if (tags.length === 0) return <Typography textColor="neutral600">–</Typography>;
  const shown = tags.slice(0, 3);
  return (
    <Flex gap={1} wrap="wrap">
      {shown.map((tag) => (
        <Badge key={tag}>{tag}</Badge>
      ))}
      {tags.length > shown.length ? (
        <Typography variant="pi" textColor="neutral600">
          {t('contacts.moreTags', { count: tags.length - shown.length })}
        </Typography>
      ) : null}
    </Flex>
  );
};

/** People: name opens the person; consent stands in words. */
export const ContactTable = ({ rows, hrefOf, selection, now }: Props) => {
  const t = useT();
  const moments = useMoments();
  const columns: Column<ContactView>[] = [
    {
      key: 'name',
      label: t('contacts.column.name'),
      isTitle: true,
      render: (c) => (
        <Flex gap={2}>
          <Link tag={RouterLink} to={hrefOf(c.id)}>
            <span dir="auto">{c.name}</span>
          </Link>
          {c.blocked ? <Badge variant="danger">{t('contacts.blocked')}</Badge> : null}
        </Flex>
      ),
    },
    {
      key: 'number',
      label: t('contacts.column.number'),
      render: (c) => (
        <Typography textColor={addressOf(c) ? 'neutral800' : 'neutral600'}>
          {addressOf(c) ?? t('contacts.noNumber')}
        </Typography>
      ),
    },
    {
      key: 'consent',
      label: t('contacts.column.consent'),
      render: (c) => (
        <Flex>
          <StatusWord of="consent" state={c.consent.marketing} />
        </Flex>
      ),
    },
    {
      key: 'tags',
      label: t('contacts.column.tags'),
      has: (c) => c.tags.length > 0,
      render: (c) => <Tags tags={c.tags} />,
    },
    {
      key: 'lastTalk',
      label: t('contacts.column.lastTalk'),
      render: (c) => {
        const at = lastTalk(c);
        return (
          <Typography textColor="neutral600">{at === null ? '–' : moments.ago(at, now)}</Typography>
        );
      },
    },
  ];
  return (
    <ResponsiveTable
      rows={rows}
      columns={columns}
      rowKey={(c) => c.id}
      label={t('contacts.title')}
      testId="contact-row"
      {...(selection ? { selection } : {})}
    />
  );
};
