import { useEffect, useState, type ReactNode } from 'react';
import { lightTheme } from '@strapi/design-system';
import { createPortal, flushSync } from 'react-dom';
import { ThemeProvider } from 'styled-components';

/** On paper there is nothing but the sheet: the shell around it scrolls, and what scrolls prints one page only. */
const ONLY_THE_SHEET = `
@media print {
  @page { size: A4; margin: 14mm; }
  html, body { background: ${lightTheme.colors.neutral0}; }
  body > *:not(.whatsapp-sheet) { display: none !important; }
  .whatsapp-sheet tr, .whatsapp-sheet li { break-inside: avoid; }
  .whatsapp-sheet h2 { break-after: avoid; }
}`;

/** True from before the browser lays the page out for the printer until it is done. */
const usePrinting = (): boolean => {
  const [printing, setPrinting] = useState(false);
  useEffect(() => {
    const before = () => flushSync(() => setPrinting(true));
    const after = () => setPrinting(false);
    window.addEventListener('beforeprint', before);
    window.addEventListener('afterprint', after);
    return () => {
      window.removeEventListener('beforeprint', before);
      window.removeEventListener('afterprint', after);
    };
  }, []);
  return printing;
};

/** What is printed, as A4 pages in light colours, whatever the admin looks like; on screen it stands where it is. */
export const Paper = ({ children }: { readonly children: ReactNode }) => {
  const printing = usePrinting();
  if (!printing) return <>{children}</>;
  return createPortal(
    <ThemeProvider theme={lightTheme}>
      <style>{ONLY_THE_SHEET}</style>
      <div className="whatsapp-sheet" data-testid="sheet">
        {children}
      </div>
    </ThemeProvider>,
    document.body
  );
};
