# The demo, or a node:  docker build -t whalestack . && docker run --rm -it whalestack demo
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /whale
COPY . .
RUN dotnet build build/Hosts.slnf -c Release -v quiet --disable-build-servers

FROM mcr.microsoft.com/dotnet/aspnet:10.0
WORKDIR /whale
COPY --from=build /whale/src/Hosts/Node/bin/engine/Release/net10.0 node
COPY --from=build /whale/src/Hosts/Simulator/bin/engine/Release/net10.0 simulator
COPY --from=build /whale/config config
COPY --from=build /whale/hocon hocon
COPY --from=build /whale/data/samples data/samples
ENV WHALE_ROOT=/whale WHALE_SIMULATOR_DLL=/whale/simulator/WhaleStack.Simulator.dll
VOLUME /whale/data
ENTRYPOINT ["dotnet", "node/WhaleStack.Node.dll"]
CMD ["demo", "--headless"]
