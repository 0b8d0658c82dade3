// gRPC C++ at its leanest: one method, answered by the callback API as it is called. Usage: echo_server ADDRESS
#include <grpcpp/grpcpp.h>

#include <iostream>

#include "echo.grpc.pb.h"

namespace {

class Echo final : public benchmark::Echo::CallbackService {
  grpc::ServerUnaryReactor* Get(
      grpc::CallbackServerContext* context, const benchmark::Message* request, benchmark::Message* response) override {
    response->set_data(request->data());
    grpc::ServerUnaryReactor* reactor = context->DefaultReactor();
    reactor->Finish(grpc::Status::OK);
    return reactor;
  }
};

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "usage: echo_server ADDRESS\n";
    return 2;
  }
  Echo echo;
  grpc::ServerBuilder builder;
  builder.AddListeningPort(argv[1], grpc::InsecureServerCredentials());
  builder.RegisterService(&echo);
  const std::unique_ptr<grpc::Server> server = builder.BuildAndStart();
  if (server == nullptr) {
    std::cerr << "echo_server: cannot listen on " << argv[1] << "\n";
    return 1;
  }
  std::cout << "listening on " << argv[1] << std::endl;
  server->Wait();
}
