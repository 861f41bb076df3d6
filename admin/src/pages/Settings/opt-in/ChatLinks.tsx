import { useState } from 'react';
import {
  Box,
  Button,
  Field,
  Flex,
  IconButton,
  SingleSelect,
  SingleSelectOption,
  Typography,
} from '@strapi/design-system';
import { ExternalLink, Pencil, Plus, Trash } from '@strapi/icons';
import type { ChatLinkView } from '../../../../../server/src/contracts/chat-links';
import type { OptInLanguage, OptInNumber } from '../../../../../server/src/contracts/opt-in';
import {
  useWhatsappDeleteChatLinkMutation,
  useWhatsappListChatLinksQuery,
} from '../../../api/chat-links';
import { CopyValue } from '../../../shared/CopyValue';
import { DeleteDialog } from '../../../shared/DeleteDialog';
import { Drawer } from '../../../shared/Drawer';
import { Notice } from '../../../shared/Notice';
import { ResponsiveTable, type Column } from '../../../shared/ResponsiveTable';
import { EmptyState, ErrorState, RowSkeletons } from '../../../shared/states';
import { useT } from '../../../shared/useT';
import { ChatLinkForm } from './ChatLinkForm';
import { Qr } from './Qr';

type Deed = 'share' | 'edit' | 'delete';
type Doing = { what: 'new' } | { what: Deed; link: ChatLinkView } | null;

const deeds = [
  ['share', ExternalLink],
  ['edit', Pencil],
  ['delete', Trash],
] as const;

const useColumns = (onDo: (doing: Doing) => void): Column<ChatLinkView>[] => {
  const t = useT();
  return [
    {
      key: 'name',
      label: t('chatLinks.name'),
      isTitle: true,
      render: ({ name }) => (
        <Typography fontWeight="bold" dir="auto">
          {name}
        </Typography>
      ),
    },
    {
      key: 'purpose',
      label: t('chatLinks.purpose'),
      render: ({ purpose }) => <Typography>{t(`chatLinks.purpose.${purpose}`)}</Typography>,
    },
    {
      key: 'used',
      label: t('chatLinks.used'),
      render: ({ used }) => <Typography>{t('chatLinks.count', { count: used })}</Typography>,
    },
    {
      key: 'actions',
      label: t('optIn.actions'),
      hideLabel: true,
      render: (link) => (
        <Flex gap={1} justifyContent="flex-end">
          {deeds.map(([what, Icon]) => (
            <IconButton
              key={what}
              variant="ghost"
              label={t(`chatLinks.${what}-of`, { name: link.name })}
              onClick={() => onDo({ what, link })}
              data-testid={`chat-link-${what}`}
            >
              <Icon />
            </IconButton>
          ))}
        </Flex>
      ),
    },
  ];
};

const Share = ({ link, onClose }: { link: ChatLinkView; onClose: () => void }) => {
  const t = useT();
  const [language, setLanguage] = useState<OptInLanguage>('tr');
  const address = link.links[language];
  return (
    <Drawer open onClose={onClose} title={t('chatLinks.share-of', { name: link.name })}>
      <Flex direction="column" alignItems="stretch" gap={5}>
        <Field.Root name="language">
          <Field.Label>{t('optIn.share.language')}</Field.Label>
          <SingleSelect
            value={language}
            onChange={(value) => setLanguage(value === 'en' ? 'en' : 'tr')}
          >
            {(['tr', 'en'] as const).map((one) => (
              <SingleSelectOption key={one} value={one}>
                {t(`consent.language.${one}`)}
              </SingleSelectOption>
            ))}
          </SingleSelect>
        </Field.Root>
        {address === null ? (
          <Notice variant="warning" title={t('optIn.share.no-link')} />
        ) : (
          <>
            <CopyValue label={t('optIn.share.link')} value={address} />
            <Qr
              at={`/whatsapp/chat-links/${link.id}/qr`}
              name={link.name}
              file={`chat-${link.code}-${language}`}
              language={language}
            />
          </>
        )}
      </Flex>
    </Drawer>
  );
};

const Delete = ({ link, onClose }: { link: ChatLinkView; onClose: () => void }) => {
  const t = useT();
  const [remove] = useWhatsappDeleteChatLinkMutation();
  return (
    <DeleteDialog
      title={t('chatLinks.delete.title', { name: link.name })}
      confirmLabel={t('chatLinks.delete-of', { name: link.name })}
      onDelete={() => remove(link.id).unwrap()}
      onClose={onClose}
    >
      {t('chatLinks.delete.body')}
    </DeleteDialog>
  );
};

const Opened = ({
  doing,
  numbers,
  setDoing,
}: {
  doing: Doing;
  numbers: readonly OptInNumber[];
  setDoing: (doing: Doing) => void;
}) => {
  const close = () => setDoing(null);
  switch (doing?.what) {
    case undefined:
      return null;
    case 'share':
      return <Share link={doing.link} onClose={close} />;
    case 'delete':
      return <Delete link={doing.link} onClose={close} />;
    case 'new':
    case 'edit':
      return (
        <ChatLinkForm
          link={doing.what === 'edit' ? doing.link : null}
          numbers={numbers}
          onClose={close}
          onSaved={(link) => setDoing({ what: 'share', link })}
        />
      );
  }
};

/** Links and QR codes that open a chat for a purpose (O-13). */
export const ChatLinks = ({ numbers }: { numbers: readonly OptInNumber[] }) => {
  const t = useT();
  const query = useWhatsappListChatLinksQuery();
  const [doing, setDoing] = useState<Doing>(null);
  const columns = useColumns(setDoing);
  if (query.isLoading) return <RowSkeletons />;
  if (!query.data) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  const { links } = query.data;
  const add = (
    <Button
      variant="secondary"
      startIcon={<Plus />}
      disabled={numbers.length === 0}
      onClick={() => setDoing({ what: 'new' })}
      data-testid="new-chat-link"
    >
      {t('chatLinks.new')}
    </Button>
  );
  return (
    <Flex direction="column" alignItems="stretch" gap={4}>
      {links.length === 0 ? (
        <EmptyState content={t('chatLinks.empty')} action={add} />
      ) : (
        <>
          <Flex justifyContent="space-between" gap={4} wrap="wrap">
            <Box flex="1 1 30rem">
              <Typography textColor="neutral600">{t('chatLinks.intro')}</Typography>
            </Box>
            {add}
          </Flex>
          <ResponsiveTable
            rows={links}
            columns={columns}
            rowKey={({ id }) => id}
            label={t('chatLinks.title')}
            testId="chat-link-row"
          />
        </>
      )}
      <Opened doing={doing} numbers={numbers} setDoing={setDoing} />
    </Flex>
  );
};
