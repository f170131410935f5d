/**
 * What a tap does: every action object of the Messaging API.
 *
 * A `phone` is what the action happens on: {userId, person(), say(act), openLink(url), prefill(text),
 * openKeyboard(), toggleMenu(open), askPhoto(...), askPlace()}.
 */

import { notify } from './dialog.js';
import { openPicker } from './datetime.js';

/**
 * @param {object} action a LINE action object
 * @param {object} phone
 * @returns {Promise<boolean>} whether something was done (false: the person changed their mind)
 */
export async function perform(action, phone) {
  const act = ACTIONS[action?.type];
  if (!act) {
    if (action) notify(`ไม่รู้จักการกระทำชนิด ${action.type}`, 'bad');
    return false;
  }
  return (await act(action, phone)) !== false;
}

/** What a screen reader calls something that can be tapped. */
export const actionName = (action) => action?.label || action?.displayText || action?.text || undefined;

const ACTIONS = {
  message: (action, phone) => phone.say({ type: 'message-action', text: action.text, label: action.label }),

  postback(action, phone) {
    inputOption(action, phone);
    return phone.say({
      type: 'postback',
      data: action.data,
      displayText: action.displayText ?? action.text,
      label: action.label,
      inputOption: action.inputOption,
      fillInText: action.fillInText,
    });
  },

  uri(action, phone) {
    const desktop = phone.person()?.isPC && action.altUri?.desktop;
    return phone.openLink(desktop || action.uri);
  },

  async datetimepicker(action, phone) {
    const value = await openPicker(action);
    if (!value) return false;
    return phone.say({ type: 'datetime', data: action.data, mode: action.mode, value, label: action.label });
  },

  camera: (action, phone) => phone.askPhoto({ camera: true }),
  cameraRoll: (action, phone) => phone.askPhoto({ camera: false }),
  location: (action, phone) => phone.askPlace(),

  async clipboard(action) {
    try {
      await navigator.clipboard.writeText(action.clipboardText);
      notify('คัดลอกแล้ว');
    } catch {
      notify(`คัดลอกไม่ได้: ${action.clipboardText}`, 'bad');
    }
  },

  richmenuswitch: (action, phone) =>
    phone.say({ type: 'richmenuswitch', data: action.data, richMenuAliasId: action.richMenuAliasId, label: action.label }),
};

function inputOption(action, phone) {
  if (action.inputOption === 'openKeyboard') phone.prefill(action.fillInText ?? '');
  if (action.inputOption === 'openVoice') notify('เปิดแป้นบันทึกเสียง');
  if (action.inputOption === 'openRichMenu') phone.toggleMenu(true);
  if (action.inputOption === 'closeRichMenu') phone.toggleMenu(false);
}
