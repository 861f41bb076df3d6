import { useState } from 'react';
import { Button, Flex, Typography } from '@strapi/design-system';
import { Download, File } from '@strapi/icons';
import { getFetchClient } from '@strapi/strapi/admin';
import { useDownloadFile } from '../useDownloadFile';
import { useRefusal } from '../useRefusal';
import { useRuleLocale } from '../useRuleLocale';
import { useT } from '../useT';

type Props = { readonly contactId: number };

/** Everything that is known of one person, as a ZIP. */
export const ExportPerson = ({ contactId }: Props) => {
  const t = useT();
  const language = useRuleLocale();
  const { download, isBusy } = useDownloadFile();
  return (
    <Flex direction="column" alignItems="flex-start" gap={1}>
      <Button
        variant="secondary"
        startIcon={<Download />}
        loading={isBusy}
        onClick={() =>
          void download(
            `/whatsapp/privacy/people/${contactId}/export?language=${language}`,
            `person-${contactId}.zip`
          )
        }
        data-testid="export-person"
      >
        {t('privacy.export.button')}
      </Button>
      <Typography variant="pi" textColor="neutral600">
        {t('privacy.export.hint')}
      </Typography>
    </Flex>
  );
};

/** Opens a page of ours in a window of its own, where it can be printed; a browser that allows none saves it. */
const show = (page: Blob, view: Window | null, name: string) => {
  const url = URL.createObjectURL(page);
  if (view) {
    view.location.replace(url);
    return;
  }
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
};

/** What proves the consents of one person: to keep as data, or to print (O-20). */
export const ConsentProof = ({ contactId }: Props) => {
  const t = useT();
  const refuse = useRefusal();
  const language = useRuleLocale();
  const { download, isBusy } = useDownloadFile();
  const [isPrinting, setPrinting] = useState(false);
  const address = `/whatsapp/privacy/people/${contactId}/proof?language=${language}`;
  const print = async () => {
    // Opened by the press itself: later, browsers take it for an advertisement.
    const view = window.open('', '_blank');
    setPrinting(true);
    try {
      const { data } = await getFetchClient().get<Blob>(`${address}&format=html`, {
        responseType: 'blob',
      });
      show(data, view, `consent-${contactId}.html`);
    } catch (error) {
      view?.close();
      refuse(error);
    } finally {
      setPrinting(false);
    }
  };
  return (
    <Flex gap={2} wrap="wrap">
      <Button
        variant="tertiary"
        startIcon={<File />}
        loading={isPrinting}
        onClick={() => void print()}
        data-testid="proof-print"
      >
        {t('privacy.proof.print')}
      </Button>
      <Button
        variant="tertiary"
        startIcon={<Download />}
        loading={isBusy}
        onClick={() => void download(`${address}&format=json`, `consent-${contactId}.json`)}
        data-testid="proof-json"
      >
        {t('privacy.proof.json')}
      </Button>
    </Flex>
  );
};
