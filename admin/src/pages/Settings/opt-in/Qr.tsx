import { useState } from 'react';
import { Box, Button, Field, Flex, SingleSelect, SingleSelectOption } from '@strapi/design-system';
import { Download } from '@strapi/icons';
import type { OptInLanguage } from '../../../../../server/src/contracts/opt-in';
import { useWhatsappOptInQrQuery } from '../../../api/opt-in';
import { ErrorState, RowSkeletons } from '../../../shared/states';
import { useDownloadFile } from '../../../shared/useDownloadFile';
import { useT } from '../../../shared/useT';
import { PRINT_SIZES, type PrintSize } from './model';

interface QrProps {
  /** Address of its pictures. */
  readonly at: string;
  readonly name: string;
  /** Name of the files, without their ending. */
  readonly file: string;
  readonly language: OptInLanguage;
}

const Picture = ({ at, name, language, cm }: Omit<QrProps, 'file'> & { cm: number }) => {
  const t = useT();
  const query = useWhatsappOptInQrQuery({ at, language });
  if (query.isLoading) return <RowSkeletons rows={1} height="16rem" />;
  if (!query.data) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  return (
    <Box background="neutral100" hasRadius padding={4} style={{ overflowX: 'auto' }}>
      <img
        src={`data:image/svg+xml;charset=utf-8,${encodeURIComponent(query.data.svg)}`}
        alt={t('optIn.qr.alt', { name })}
        style={{ display: 'block', width: `${cm}cm`, height: `${cm}cm` }}
        data-testid="opt-in-qr"
      />
    </Box>
  );
};

/** A QR code in the size in which it will be printed, to keep as a picture. */
export const Qr = ({ at, name, file, language }: QrProps) => {
  const t = useT();
  const { download, isBusy } = useDownloadFile();
  const [size, setSize] = useState<PrintSize>('invoice');
  const cm = PRINT_SIZES.find(({ name }) => name === size)?.cm ?? 3;
  const save = (format: 'svg' | 'png') =>
    void download(`${at}?format=${format}&language=${language}`, `${file}.${format}`);
  return (
    <Flex direction="column" alignItems="stretch" gap={4}>
      <Field.Root name="size" hint={t('optIn.qr.size.hint')}>
        <Field.Label>{t('optIn.qr.size')}</Field.Label>
        <SingleSelect value={size} onChange={(value) => setSize(String(value) as PrintSize)}>
          {PRINT_SIZES.map((one) => (
            <SingleSelectOption key={one.name} value={one.name}>
              {t(`optIn.qr.size.${one.name}`, { cm: one.cm })}
            </SingleSelectOption>
          ))}
        </SingleSelect>
        <Field.Hint />
      </Field.Root>
      <Picture at={at} name={name} language={language} cm={cm} />
      <Flex gap={2} wrap="wrap">
        {(['svg', 'png'] as const).map((format) => (
          <Button
            key={format}
            variant="secondary"
            startIcon={<Download />}
            disabled={isBusy}
            onClick={() => save(format)}
          >
            {t(`optIn.qr.${format}`)}
          </Button>
        ))}
      </Flex>
    </Flex>
  );
};
