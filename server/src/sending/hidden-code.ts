import type { MessageContent, TemplateComponent } from '../cloud-api/message-types';
import { previewTemplate } from '../cloud-api/template-preview';
import type { TemplateShape } from '../cloud-api/template-shape';
import type { MessageBody } from '../contracts/conversations';

/** What people see in place of a one-time code, whatever its length. */
export const HIDDEN_CODE = '••••••';

const hiddenIn = <C extends TemplateComponent>(component: C): C => ({
  ...component,
  parameters: component.parameters.map((parameter) =>
    parameter.type === 'text' ? { ...parameter, text: HIDDEN_CODE } : parameter
  ),
});

/** The content as it may be kept: every text that was filled in is hidden. */
export const hideCode = (content: MessageContent): MessageContent =>
  content.type === 'template'
    ? {
        ...content,
        template: {
          ...content.template,
          components: (content.template.components ?? []).map(hiddenIn),
        },
      }
    : content;

/** The message as people see it. */
export const hiddenBody = (shape: TemplateShape): MessageBody =>
  previewTemplate(shape, Object.fromEntries(shape.slots.map(({ key }) => [key, HIDDEN_CODE])));
