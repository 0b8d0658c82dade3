internal import CairnCodec
internal import MessageSamples

/// What a message needs to be made up, written and read again.
typealias TestedMessage = SampledMessage & WireMessage

/// Every message type of the contract, with its codec.
let testedMessageTypes: [any TestedMessage.Type] = everyMessageType.compactMap { $0 as? any TestedMessage.Type }
