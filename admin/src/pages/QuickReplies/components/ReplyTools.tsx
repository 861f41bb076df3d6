import { useState } from 'react';
import { Box, Button, Flex, SingleSelect, SingleSelectOption } from '@strapi/design-system';
import { Download, Upload } from '@strapi/icons';
import { useDownloadFile } from '../../../shared/useDownloadFile';
import { useT } from '../../../shared/useT';
import { SORTS, WHOSE, type Sort, type Whose } from '../model';
import { ImportReplies } from './ImportReplies';

interface ArrangeProps {
  readonly sort: Sort;
  readonly whose: Whose;
  readonly onSort: (sort: Sort) => void;
  readonly onWhose: (whose: Whose) => void;
}

/** Which ones, and in what order. */
export const Arrange = ({ sort, whose, onSort, onWhose }: ArrangeProps) => {
  const t = useT();
  return (
    <Flex gap={2} wrap="wrap">
      <Box minWidth="16rem">
        <SingleSelect
          size="S"
          aria-label={t('quickReplies.whose')}
          value={whose}
          onChange={(value) => onWhose(WHOSE.find((one) => one === value) ?? 'all')}
        >
          {WHOSE.map((one) => (
            <SingleSelectOption key={one} value={one}>
              {t(`quickReplies.whose.${one}`)}
            </SingleSelectOption>
          ))}
        </SingleSelect>
      </Box>
      <Box minWidth="18rem">
        <SingleSelect
          size="S"
          aria-label={t('quickReplies.sort')}
          value={sort}
          onChange={(value) => onSort(SORTS.find((one) => one === value) ?? 'shortcut')}
        >
          {SORTS.map((one) => (
            <SingleSelectOption key={one} value={one}>
              {t(`quickReplies.sort.${one}`)}
            </SingleSelectOption>
          ))}
        </SingleSelect>
      </Box>
    </Flex>
  );
};

/** Out as a file and in from one. */
export const Transfer = ({ canExport }: { canExport: boolean }) => {
  const t = useT();
  const { download, isBusy } = useDownloadFile();
  const [isImporting, setImporting] = useState(false);
  return (
    <Flex gap={2} wrap="wrap">
      <Button
        variant="tertiary"
        startIcon={<Upload />}
        onClick={() => setImporting(true)}
        data-testid="open-import"
      >
        {t('quickReplies.import')}
      </Button>
      {canExport ? (
        <Button
          variant="tertiary"
          startIcon={<Download />}
          loading={isBusy}
          onClick={() => void download('/whatsapp/quick-replies/export', 'quick-replies.csv')}
          data-testid="export-replies"
        >
          {t('quickReplies.export')}
        </Button>
      ) : null}
      {isImporting ? <ImportReplies onClose={() => setImporting(false)} /> : null}
    </Flex>
  );
};
