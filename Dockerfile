# The service as a small image: no compiler, no package manager's leftovers, no root, and no network needed to make a
# document, since the fonts and the clause library are inside.
#
#   docker build -t samverkan-generator .
#   docker run --rm --network host --read-only --tmpfs /tmp -v samverkan-var:/app/var samverkan-generator
#
# Like that it is a demonstration on loopback; with the host's network that is the host's own http://127.0.0.1:8000.
# With real accounts, behind a proxy that ends TLS:
#
#   docker run --rm --read-only --tmpfs /tmp -v samverkan-var:/app/var -p 127.0.0.1:8000:8000 \
#     -e GENERATOR_ENV=production -e GENERATOR_HOST=0.0.0.0 -e GENERATOR_HOSTS=samverkan.example.se \
#     -e GENERATOR_PROXY=ja -e GENERATOR_SECRET_KEY=... samverkan-generator

FROM python:3.13-slim-trixie AS packages

COPY requirements.lock .
RUN python -m venv --without-pip /venv \
    && python -m pip --python /venv/bin/python install --no-cache-dir --disable-pip-version-check \
        --require-hashes --only-binary :all: -r requirements.lock


FROM python:3.13-slim-trixie

# What WeasyPrint loads to lay out text. The fonts come with the Python packages.
RUN apt-get update \
    && apt-get install -y --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
    && rm -rf /var/lib/apt/lists/*

RUN useradd --system --uid 10001 --no-create-home --home-dir /app --shell /usr/sbin/nologin samverkan \
    && install -d -o samverkan -m 0700 /app/var

COPY --from=packages /venv /venv
WORKDIR /app
COPY LICENSE README.md ./
COPY clauses clauses
COPY templates templates
COPY generator generator
RUN python -m compileall -q generator

ENV PATH=/venv/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1

USER samverkan
VOLUME /app/var
EXPOSE 8000

HEALTHCHECK --interval=30s --timeout=5s --start-period=20s \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/healthz', timeout=4)"]

CMD ["python", "-m", "generator", "serve"]
