export { guardDataCommand, guardPush, receiveRows } from './fence';
